/** Apache APISIX, active health checks of type tcp: the same library as Kong's, with an interval of its own. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";
import { kong } from "./kong";

export const apisix: Preset = {
  ...kong,
  name: "apisix",
  product: "Apache APISIX",
  summary: "Apache APISIX, active health check of type tcp",
  intervalMs: 1_000,
  evidence: [
    {
      from: "source",
      text: "apache/apisix@f519a0f0: schema_def.lua: interval 1 s for healthy and unhealthy nodes",
      url: "https://github.com/apache/apisix/blob/f519a0f0/apisix/schema_def.lua",
    },
    {
      from: "source",
      text: "api7/lua-resty-healthcheck@b290aa3a: run_single_check; timeout 1 s, successes (rise 2), tcp_failures (fall 2); timeouts alone count to 3",
      url: "https://github.com/api7/lua-resty-healthcheck/blob/b290aa3a/lib/resty/healthcheck.lua",
    },
  ],
  assumptions: assumed("apisix", {
    about: "nodes",
    text: "2 nodes: so many gateways are assumed; NODES sets another number",
  }),
};
