/**
 * The health check of an AWS target group as a checker, for whoever reads one: the CLI's output and Terraform's.
 *
 * TCP: connect and close. HTTP and HTTPS: one request of the ELB-HealthChecker, one answer, close.
 */
import type { Claim } from "../../model/assumptions";
import type { Connection, ConnectionOptions, Provenance, Preset } from "../../model/checker";
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { httpRequest } from "../../wire/http-request";
import { httpAnswer } from "../../wire/http-answer";
import { opensslHandshake } from "../../wire/tls-handshakes";
import { statusCodes } from "../../wire/status-codes";
import { awsNlb } from "../../checkers/products/aws";
import type { CodeRange } from "../../source/http-values";
import { fromPreset } from "../from-preset";

export type Balancer = "nlb" | "alb" | "gwlb";

export interface HealthCheck {
  selector: string;
  /** File and line. */
  origin: string;
  balancer: Balancer;
  protocol: "TCP" | "HTTP" | "HTTPS";
  /** Where targets get their traffic; null where that is not said. */
  trafficPort: number | null;
  /** null: the traffic port. */
  checkPort: number | null;
  path: string;
  /** Status codes that are good. */
  codes: readonly CodeRange[];
  intervalMs: number;
  timeoutMs: number;
  healthy: number;
  unhealthy: number;
  assumptions: readonly Claim[];
}

/** How an NLB checks is known best; the others check from their nodes as well. */
const BALANCERS: Record<Balancer, { product: string; provenance: Provenance[] }> = {
  nlb: { product: awsNlb.product, provenance: awsNlb.provenance },
  alb: {
    product: "AWS Application Load Balancer",
    provenance: [
      {
        from: "documentation",
        text: "HTTP and HTTPS checks, each on a connection of its own, and the headers of the request",
        url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
      },
    ],
  },
  gwlb: {
    product: "AWS Gateway Load Balancer",
    provenance: [
      {
        from: "documentation",
        text: "TCP, HTTP and HTTPS checks",
        url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/health-checks.html",
      },
    ],
  },
};

export function awsHealthCheck(check: HealthCheck): Preset {
  const { selector, balancer, protocol, trafficPort, checkPort } = check;
  const { product, provenance } = BALANCERS[balancer];
  const http = protocol !== "TCP";
  const port = checkPort !== null && checkPort !== trafficPort ? { port: checkPort } : {};
  return fromPreset(awsNlb, {
    selector,
    origin: check.origin,
    product,
    provenance,
    summary: `${product}, ${protocol} health check of ${selector}`,
    style: http ? "send-expect" : "fin",
    connections: (options) => [{ ...(http ? httpConnection(check, options) : TCP), ...port }],
    intervalMs: check.intervalMs,
    timeoutMs: check.timeoutMs,
    rise: check.healthy,
    fall: check.unhealthy,
    assumptions: [
      ...(http ? ["how an HTTP check ends is not published; a FIN once the answer is read is assumed"] : []),
      ...(protocol === "HTTPS"
        ? ["what is offered in TLS is not published; no host name and OpenSSL's former defaults are assumed"]
        : []),
      ...check.assumptions,
    ],
  });
}

const TCP: Connection = connection("full", [], { kind: "fin" });

/** The host is the target's address with the port that is checked, as documented. */
function httpConnection(check: HealthCheck, { host }: ConnectionOptions): Connection {
  const { protocol, path, codes, checkPort, trafficPort } = check;
  const request = httpRequest({
    path,
    headers: [
      ["Host", authority(host, checkPort ?? trafficPort)],
      ["Connection", "close"],
      ["User-Agent", "ELB-HealthChecker/2.0"],
      ["Accept-Encoding", "gzip, compressed"],
    ],
  });
  const steps = [...(protocol === "HTTPS" ? [opensslHandshake] : []), request, ...httpAnswer(statusCodes(codes))];
  return connection("full", steps, { kind: "drain-fin" });
}
