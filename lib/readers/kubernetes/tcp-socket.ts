/** `tcpSocket`: connect and close. */
import type { Data } from "../../source/data";
import { namedPort, otherHost, SOURCE, unreadIn, type Container, type Handler } from "./probe-handler";

export function tcpSocket(block: Data, container: Container): Handler {
  return {
    summary: "tcpSocket",
    style: "fin",
    options: { lingerSeconds: 1 },
    port: namedPort(block, container),
    provenance: [
      {
        from: "source",
        text: `${SOURCE}: pkg/probe/tcp/tcp.go DoTCPProbe, pkg/probe/dialer_others.go (SO_LINGER since 1.27)`,
      },
      { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK; SO_LINGER{1,1} is still a FIN" },
    ],
    assumptions: otherHost(block),
    unsupported: unreadIn(block, ["host", "port"]),
  };
}
