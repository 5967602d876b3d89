/** A10 Thunder, TCP monitor with `halfopen`. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const a10HalfOpen: Preset = {
  name: "a10-half-open",
  product: "A10 Thunder ADC",
  summary: "A10 Thunder, TCP health monitor with `halfopen`",
  style: "half-open",
  intervalMs: 5_000,
  timeoutMs: 5_000,
  rise: 1,
  fall: 3,
  nodes: 2,
  spread: "random",
  cadence: "fixed-rate",
  provenance: [
    {
      from: "documentation",
      text: "Terraform and Ansible providers: interval 5 s, timeout 5 s, retry 3 (fall 3), up-retry 1 (rise 1), halfopen",
      url: "https://github.com/a10networks/terraform-provider-thunder",
    },
  ],
  assumptions: assumed("a10-half-open", {
    about: "nodes",
    text: "2 nodes: each unit of a pair is taken to check; NODES sets another number",
  }),
};
