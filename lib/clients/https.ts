/** The same as http, inside TLS. */
import { http } from "./http";
import type { Protocol } from "../wire/protocol-client";

export const https: Protocol = {
  ...http,
  summary: "the same as http, inside TLS; CLIENT_TLS=insecure takes any certificate",
  ports: [{ port: 443 }, { port: 8443 }],
  tls: "always",
};
