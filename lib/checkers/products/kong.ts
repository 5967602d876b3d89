/**
 * Kong and Apache APISIX, active health checks of type tcp: both connect and close, by lua-resty-healthcheck or its
 * fork.
 */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

/** One worker of each Kong node checks. */
const kong: Preset = {
  name: "kong",
  product: "Kong Gateway",
  summary: "Kong, active health check of type tcp",
  style: "fin",
  intervalMs: 5_000,
  timeoutMs: 1_000,
  rise: 2,
  fall: 2,
  nodes: 2,
  spread: "random",
  cadence: "fixed-rate",
  provenance: [
    {
      from: "source",
      text: "Kong/lua-resty-healthcheck@2a0c14f9: run_single_check; timeout 1 s, successes (rise 2), tcp_failures (fall 2); timeouts alone count to 3; the worker that holds the lock checks",
      url: "https://github.com/Kong/lua-resty-healthcheck/blob/2a0c14f9/lib/resty/healthcheck.lua",
    },
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK" },
  ],
  assumptions: assumed(
    "kong",
    { about: "intervalMs", text: "active checks are off (0) unless an interval is set; interval 5 s is assumed" },
    { about: "nodes", text: "2 nodes: so many gateways are assumed; NODES sets another number" },
  ),
};

/** Apache APISIX has an interval of its own. */
const apisix: Preset = {
  name: "apisix",
  product: "Apache APISIX",
  summary: "Apache APISIX, active health check of type tcp",
  style: "fin",
  intervalMs: 1_000,
  timeoutMs: 1_000,
  rise: 2,
  fall: 2,
  nodes: 2,
  spread: "random",
  cadence: "fixed-rate",
  provenance: [
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

export const kongPresets = [kong, apisix];
