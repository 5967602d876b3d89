/** Real HAProxy on the checkers' host, by a configuration as people write it. */
import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
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

export type Statuses = Map<string, string>;
/** How long the last check of each server took, ms. */
export type Durations = Map<string, number>;

export interface Haproxy {
  /** Its own word on the last check of each server, by `backend/server`: `L4OK`, `L7OK`, `L7TOUT`, …; `INI` before the first. */
  statuses(): Promise<Statuses>;
  durations(): Promise<Durations>;
  /** Asks again until it holds. */
  until(condition: (statuses: Statuses) => boolean): Promise<Statuses>;
  /** Rejects, with what it said, should it end before it is stopped. */
  ended: Promise<never>;
  stop(): Promise<void>;
}

/** One server, `service`, in each of the backends. */
export function configuration(backends: Backend[], intervalMs: number): string {
  const sections = [
    ["defaults", "mode tcp", ...["connect", "client", "server", "check"].map((which) => `timeout ${which} 5s`)],
    ...backends.map(({ name, port, lines, server }) => [
      `backend ${name}`,
      ...lines,
      `server service ${SERVICE}:${port} check inter ${intervalMs}ms ${server}`,
    ]),
  ];
  return sections.map((section) => section.join("\n  ") + "\n").join("\n");
}

export function haproxy(network: Network, folder: string, text: string): Haproxy {
  const socket = join(folder, "haproxy.sock");
  const files = { "statistics.cfg": `global\n  stats socket ${socket}\n`, "haproxy.cfg": text };
  const paths = Object.entries(files).map(([name, content]) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  });
  const [command, ...args] = [
    ...network.checkers,
    "timeout",
    "100",
    "haproxy",
    "-db",
    ...paths.flatMap((path) => ["-f", path]),
  ];
  const child = spawn(command!, args, { stdio: ["ignore", "ignore", "pipe"] });
  const said = lines(child.stderr);
  const over = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const ended = over.then(() => Promise.reject(new Error(`HAProxy has ended:\n${said.all.join("\n")}`)));
  ended.catch(() => undefined);
  const column = async (name: string): Promise<Map<string, string>> => {
    const [header, ...rows] = (await ask(socket, "show stat", said.all)).trim().split("\n");
    const indexOf = (title: string) => header!.replace(/^# /, "").split(",").indexOf(title);
    const [backend, server, wanted] = [indexOf("pxname"), indexOf("svname"), indexOf(name)];
    const servers = rows.map((row) => row.split(",")).filter((row) => !["FRONTEND", "BACKEND"].includes(row[server]!));
    // A star in front: the next check is under way.
    return new Map(servers.map((row) => [`${row[backend]!}/${row[server]!}`, row[wanted]!.replace("* ", "")]));
  };
  const statuses = (): Promise<Statuses> => column("check_status");
  return {
    ended,
    statuses,
    async durations() {
      return new Map([...(await column("check_duration"))].map(([server, text]) => [server, Number(text)]));
    },
    async until(condition) {
      for (;;) {
        // Before it listens nobody answers.
        const now = existsSync(socket) ? await statuses() : new Map<string, string>();
        if (condition(now)) return now;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
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
