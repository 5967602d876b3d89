/** A service of Traefik's dynamic configuration that has a health check. */
import type { Data } from "../../source/data";

export interface Service {
  /** `tcp/name` */
  selector: string;
  balancer: Data;
  healthCheck: Data;
  /** `serversTransports.<name>` that it refers to. */
  transport: Data | undefined;
}
