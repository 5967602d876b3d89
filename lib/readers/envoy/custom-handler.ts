/** `custom_health_check`: of those that Envoy brings along, Redis. */
import { ENVOY_REDIS_JUDGES, envoyRedisSteps } from "../../wire/envoy-redis";
import type { Data } from "../../source/data";
import { textOf } from "../../source/fields";
import type { Exchange, OutOfReach } from "./handler";
import { at, unreadIn } from "./proto";

export function readCustomHandler(block: Data): Exchange | OutOfReach {
  const nameData = at(block, "name");
  const name = nameData === undefined ? "" : textOf(nameData);
  const config = at(block, "typed_config") ?? at(block, "config");
  const type = at(config, "@type")?.text ?? "";
  if (!/redis/i.test(name) && !/redis/i.test(type))
    return {
      kind: "out-of-reach",
      why: `the custom health checker ${name || type || "without a name"} is not emulated`,
    };
  const key = at(config, "key");
  return {
    kind: "exchange",
    summary: "Envoy Redis health check",
    style: "send-expect",
    // A key that is there makes a host unhealthy: a mark for maintenance.
    steps: envoyRedisSteps(key === undefined ? null : textOf(key)),
    reused: true,
    judgesFrom: ENVOY_REDIS_JUDGES,
    assumptions: [],
    unsupported: unreadIn(config, ["@type", "key"]),
  };
}
