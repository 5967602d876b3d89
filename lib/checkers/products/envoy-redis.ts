/** Envoy's Redis check: PING on a connection that stays open between two checks. */
import type { Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import { redisPing } from "../../wire/redis-ping";
import { assumed } from "./assumed";
import { envoy, ENVOY_AT_ONCE, ENVOY_SET_UNHEALTHY, envoyAssumptions } from "./envoy";

export const envoyRedis: Preset = {
  ...envoy,
  name: "envoy-redis",
  summary: "Envoy Redis health check",
  style: "send-expect",
  connections: () => [connection("full", [...redisPing, { kind: "hold" }], { kind: "drain-fin" })],
  holdsToNextCheck: true,
  decidesAtOnce: ENVOY_AT_ONCE,
  evidence: [
    {
      from: "source",
      text: "envoyproxy/envoy@1116e87c: source/extensions/health_checkers: PING, or EXISTS with a key; reuse_connection is on: the connection stays open between two checks; the first success makes a host healthy",
      url: "https://github.com/envoyproxy/envoy/tree/1116e87c",
    },
    ENVOY_SET_UNHEALTHY,
  ],
  assumptions: assumed(
    "envoy-redis",
    ...envoyAssumptions(),
    "Envoy sends its next PING on the same connection; here each check opens one of its own and holds it until the next",
  ),
};
