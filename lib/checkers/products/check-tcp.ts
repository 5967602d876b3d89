/** check_tcp of the monitoring plugins (Nagios, Icinga), with and without TLS. */
import type { Claim } from "../../model/assumptions";
import type { Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import { checkTcpHandshake } from "../../wire/tls-handshakes";
import { assumed } from "./assumed";

/** The monitoring says how often, whatever the plugin's options are. */
const CADENCE = {
  intervalMs: 60_000,
  timeoutMs: 10_000,
  rise: 1,
  fall: 3,
  spread: "random",
  cadence: "fixed-rate",
} as const;

const CHECK_TCP_ASSUMPTIONS: Claim[] = [
  {
    before: "the monitoring says how often: ",
    kind: "values",
    values: [
      { about: "intervalMs", text: "interval 60 s" },
      { about: "timeoutMs", text: "timeout 10 s" },
      { about: "rise", text: "rise 1" },
      { about: "fall", text: "fall 3" },
    ],
    after: "assumed",
  },
  { about: "nodes", text: "1 node: a single host that monitors is assumed; NODES sets another number" },
];

/** `check_tcp`: connect and close. */
const checkTcp: Preset = {
  name: "check-tcp",
  product: "Monitoring Plugins",
  summary: "check_tcp of Nagios and Icinga",
  style: "fin",
  ...CADENCE,
  nodes: 1,
  provenance: [{ from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK" }],
  assumptions: assumed("check-tcp", ...CHECK_TCP_ASSUMPTIONS),
};

/** `check_tcp -S`: a TLS handshake, then a plain close without close_notify; session tickets that lie unread make an RST of it. */
const checkTcpTls: Preset = {
  name: "check-tcp-tls",
  product: "Monitoring Plugins",
  summary: "check_tcp -S of Nagios and Icinga",
  style: "tls-handshake",
  connections: () => [connection("full", [checkTcpHandshake], { kind: "fin", closeNotify: false })],
  ...CADENCE,
  nodes: 1,
  provenance: [
    {
      from: "capture",
      text: "a TLS handshake, then a FIN without close_notify; an RST where session tickets lie unread (check_tcp 2.3.3); the ClientHello of OpenSSL 3.0 with SSL_OP_NO_TICKET",
    },
  ],
  assumptions: assumed("check-tcp-tls", ...CHECK_TCP_ASSUMPTIONS),
};

export const checkTcpPresets = [checkTcp, checkTcpTls];
