/** ldirectord, `checktype=connect`: connect and close, one server after the other. */
import type { Preset } from "../../model/checker";

export const ldirectord: Preset = {
  name: "ldirectord",
  product: "ldirectord",
  summary: "ldirectord, checktype connect (IPVS)",
  style: "fin",
  intervalMs: 10_000,
  timeoutMs: 5_000,
  rise: 1,
  fall: 1,
  nodes: 1,
  spread: "random",
  evidence: [
    {
      from: "source",
      text: "ClusterLabs/resource-agents@bf01ad08: ldirectord/ldirectord.in check_connect; checkinterval (interval 10 s), checktimeout (timeout 5 s), failurecount (fall 1), one success (rise 1); 1 node: the director that runs it",
      url: "https://github.com/ClusterLabs/resource-agents/blob/bf01ad08/ldirectord/ldirectord.in",
    },
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK" },
  ],
};
