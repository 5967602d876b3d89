/** ProxySQL, connect check of its monitor: a real login every two minutes. */
import type { Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import { COM_QUIT, mysqlLogin } from "../../wire/mysql-messages";
import { send } from "../../wire/steps";
import { assumed } from "./assumed";

export const proxysql: Preset = {
  name: "proxysql",
  product: "ProxySQL",
  summary: "ProxySQL monitor, connect check (MySQL)",
  style: "greeting-wait",
  connections: () => [connection("full", [...mysqlLogin("monitor"), send(COM_QUIT)], { kind: "drain-fin" })],
  intervalMs: 120_000,
  timeoutMs: 600,
  rise: 1,
  fall: 3,
  nodes: 1,
  spread: "random",
  cadence: "fixed-rate",
  provenance: [
    {
      from: "source",
      text: "sysown/proxysql@5cc418bb: lib/MySQL_Thread.cpp: connect check with interval 120 s and timeout 600 ms, ping every 8 s with 1 s, 3 failed pings in a row shun a server (fall 3)",
      url: "https://github.com/sysown/proxysql/blob/5cc418bb/lib/MySQL_Thread.cpp",
    },
  ],
  assumptions: assumed(
    "proxysql",
    "no password is known: user `monitor` logs in without one, and a denied login counts as an answer, where ProxySQL would take the server for failed",
    "its pings go over a pool of connections that stay logged in; they are left out",
    { about: "rise", text: "rise 1 is assumed" },
    { about: "nodes", text: "1 node: a single ProxySQL is assumed; NODES sets another number" },
  ),
};
