/** `TCP_CHECK`: connect and close. */
import { connection } from "../../wire/connection";
import { FIN, VERSION, type Checker, type Exchange } from "./exchange";

export function readTcpCheck({ connect: { to } }: Checker): Exchange {
  return {
    summary: "keepalived TCP_CHECK",
    style: "fin",
    ...(Object.keys(to).length > 0 && { connections: () => [{ ...connection("full", [], FIN), ...to }] }),
    delayBeforeRetryMs: 1_000,
    provenance: [
      { from: "source", text: `${VERSION}: check_tcp.c tcp_check_thread: closes as soon as it is connected` },
      { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK" },
    ],
    assumptions: [
      "keepalived 2.1 or newer is assumed; older ones end with an RST: keepalived-pre-2-1",
      "while a server is down keepalived up to 2.3.2 also repeats failed checks, `retry` times; here it checks every delay_loop, as 2.3.3 does",
    ],
    unsupported: [],
  };
}
