/** Real HAProxy on the checkers' host. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { lines } from "../../support/lines";
import { SERVICE, type Network } from "./network";

export interface Backend {
  name: string;
  port: number;
  /** Lines of the backend section; parameters of its `server` line behind `check`. */
  lines: string[];
  server: string;
}

export interface Haproxy {
  /** Its own word on the last check of each backend: `L4OK`, `L7OK`, `L7TOUT`, … */
  statuses(): Promise<Map<string, string>>;
  /** Rejects, with what it said, should it end before it is stopped. */
  ended: Promise<never>;
  stop(): Promise<void>;
}

export function haproxy(network: Network, folder: string, backends: Backend[], intervalMs: number): Haproxy {
  const socket = join(folder, "haproxy.sock");
  const file = join(folder, "haproxy.cfg");
  const sections = [
    ["global", `stats socket ${socket}`],
    ["defaults", "mode tcp", ...["connect", "client", "server", "check"].map((which) => `timeout ${which} 5s`)],
    ...backends.map(({ name, port, lines, server }) => [
      `backend ${name}`,
      ...lines,
      `server service ${SERVICE}:${port} check inter ${intervalMs}ms ${server}`,
    ]),
  ];
  writeFileSync(file, sections.map((section) => section.join("\n  ") + "\n").join("\n"));
  const [command, ...args] = [...network.checkers, "timeout", "100", "haproxy", "-db", "-f", file];
  const child = spawn(command!, args, { stdio: ["ignore", "ignore", "pipe"] });
  const said = lines(child.stderr);
  const over = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const ended = over.then(() => Promise.reject(new Error(`HAProxy has ended:\n${said.all.join("\n")}`)));
  ended.catch(() => undefined);
  return {
    ended,
    async statuses() {
      const [header, ...rows] = (await ask(socket, "show stat", said.all)).trim().split("\n");
      const column = (name: string) => header!.replace(/^# /, "").split(",").indexOf(name);
      const [backend, server, status] = [column("pxname"), column("svname"), column("check_status")];
      const servers = rows.map((row) => row.split(",")).filter((row) => row[server] === "service");
      // A star in front: the next check is under way.
      return new Map(servers.map((row) => [row[backend]!, row[status]!.replace("* ", "")]));
    },
    async stop() {
      child.kill("SIGTERM");
      await over;
    },
  };
}

function ask(socket: string, command: string, said: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const asking = connect(socket, () => asking.write(`${command}\n`));
    asking.setEncoding("utf8").on("data", (text: string) => (answer += text));
    asking.on("end", () => resolve(answer));
    asking.on("error", (error) => reject(new Error(`HAProxy does not answer (${error.message}): ${said.join("\n")}`)));
  });
}
