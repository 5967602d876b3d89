/**
 * Huawei Cloud ELB, TCP health check, with the defaults of the Kubernetes annotation. What it does on the wire is not
 * documented.
 */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const huaweiElb: Preset = {
  name: "huawei-elb",
  product: "Huawei Cloud ELB",
  summary: "Huawei Cloud ELB, TCP health check",
  style: "fin",
  intervalMs: 5_000,
  timeoutMs: 10_000,
  rise: 3,
  fall: 3,
  nodes: 2,
  spread: "random",
  cadence: "fixed-rate",
  provenance: [
    {
      from: "documentation",
      text: "defaults of the service annotation: delay 5, timeout 10, max_retries 3: interval 5 s, timeout 10 s, fall 3",
      url: "https://support.huaweicloud.com/intl/en-us/usermanual-cce/cce_10_0385.html",
    },
  ],
  assumptions: assumed(
    "huawei-elb",
    "how it ends its connections is not documented; a FIN is assumed",
    { about: "rise", text: "rise 3 is assumed, max_retries taken for both" },
    { about: "nodes", text: "how many nodes check is not published; 2 nodes are assumed, NODES sets another number" },
  ),
};
