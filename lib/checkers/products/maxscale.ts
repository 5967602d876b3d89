/** MariaDB MaxScale's monitor: it logs in once, and pings on that connection. */
import type { Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import { mysqlLogin } from "../../wire/mysql-messages";
import { assumed } from "./assumed";

export const maxscale: Preset = {
  name: "maxscale",
  product: "MariaDB MaxScale",
  summary: "MaxScale monitor (MySQL)",
  style: "hold",
  connections: () => [connection("full", [...mysqlLogin("maxscale"), { kind: "hold" }], { kind: "drain-fin" })],
  intervalMs: 2_000,
  timeoutMs: 3_000,
  rise: 1,
  fall: 1,
  nodes: 1,
  spread: "random",
  cadence: "fixed-rate",
  provenance: [
    {
      from: "source",
      text: "mariadb-corporation/MaxScale@f72af992: server/core/monitor.cc: a connection that stays logged in, and a ping; interval 2 s, connect timeout 3 s, 1 attempt (fall 1)",
      url: "https://github.com/mariadb-corporation/MaxScale/blob/f72af992/server/core/monitor.cc",
    },
  ],
  assumptions: assumed(
    "maxscale",
    "no password is known: user `maxscale` logs in without one; where that is denied the server closes, and the next login comes an interval later",
    "pings are not sent on the connection that stays open",
    { about: "rise", text: "rise 1 is assumed" },
    { about: "nodes", text: "1 node: a single MaxScale is assumed; NODES sets another number" },
  ),
};
