/** `check_tcp -S`: a TLS handshake, then an RST without close_notify. */
import type { Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import { opensslHandshake } from "../../wire/openssl-handshake";
import { assumed } from "./assumed";
import { checkTcp, checkTcpAssumptions } from "./check-tcp";

export const checkTcpTls: Preset = {
  ...checkTcp,
  name: "check-tcp-tls",
  summary: "check_tcp -S of Nagios and Icinga",
  style: "tls-handshake",
  connections: () => [connection("full", [opensslHandshake], { kind: "rst" })],
  evidence: [{ from: "capture", text: "a TLS handshake, then an RST without close_notify" }],
  assumptions: assumed("check-tcp-tls", ...checkTcpAssumptions),
};
