/**
 * A RESET_URL out of any command: a server on 127.0.0.1 that runs it once for each request. A request is answered when the command has
 * ended: 204, or 500 with the last line that it said on standard error.
 *
 * Only this host can call it, and the request decides nothing: neither the command nor its arguments.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type RequestListener } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { lastOf } from "../model/non-empty";
import { errorLine } from "../text/error-line";
import { printable } from "../text/format";

export interface RestartCommand {
  /** A program, or with `shell` a line for the shell. */
  command: string;
  args: readonly string[];
  shell: boolean;
  /** The folder that it runs in. */
  cwd: string;
}

export interface RestartServer {
  /** What RESET_URL is set to. */
  url: string;
  /** Answers nobody any more, and ends the command if it is running. */
  close: () => void;
}

interface Result {
  ok: boolean;
  /** The last line of standard error of a command that failed, or how the command ended. */
  message: string;
}

/** RESET_URL has to be answered within a minute: a command that takes longer is ended. */
const LONGEST_MS = 60_000;
/** What it has to end in order, before it is killed. */
const GRACE_MS = 2_000;

/**
 * @param port 0: any that is free
 * @param path the only one that is answered, others are 404; null: all of them are
 * @param say is told how each run of the command ended
 */
export async function startRestartServer(
  restart: RestartCommand,
  { port, path, say }: { port: number; path: string | null; say: (line: string, ok: boolean) => void },
): Promise<RestartServer> {
  const running = new Set<ChildProcess>();
  // One after the other: two restarts at once would be neither.
  let last = Promise.resolve();
  const answer: RequestListener = (request, response) => {
    request.resume();
    if (path !== null && request.url !== path) {
      response.writeHead(404).end();
      return;
    }
    last = last
      .then(() => run(restart, running))
      // Node starts nothing at all out of some words, and says so at once.
      .catch((error: unknown) => ({ ok: false, message: errorLine(error) }))
      .then(({ ok, message }) => {
        say(`${restart.command}: ${ok ? "done" : message}`, ok);
        response.writeHead(ok ? 204 : 500).end(ok ? "" : `${message}\n`);
      });
  };
  const server = createServer(answer).listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path ?? "/"}`,
    close() {
      server.close();
      server.closeAllConnections();
      running.forEach(end);
    },
  };
}

function run({ command, args, shell, cwd }: RestartCommand, running: Set<ChildProcess>): Promise<Result> {
  return new Promise((resolve) => {
    // A group of its own: what it starts goes on after a Ctrl-C that ends the run.
    const detached = process.platform !== "win32";
    const child = spawn(command, args, { cwd, shell, detached, stdio: ["ignore", "ignore", "pipe"] });
    running.add(child);
    let stderr = "";
    let late = "";
    const timer = setTimeout(() => {
      late = "it has not ended within a minute";
      end(child);
    }, LONGEST_MS);
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr = (stderr + chunk).slice(-4096)));
    const settle = (result: Result) => {
      clearTimeout(timer);
      running.delete(child);
      resolve(result);
    };
    child.on("error", ({ message }) => settle({ ok: false, message }));
    // Not "close": a service that it starts may keep standard error open for good.
    child.on("exit", (code, signal) => {
      child.stderr.destroy();
      const line = printable(lastOf(stderr.trim().split("\n")));
      settle({ ok: code === 0, message: late || line || `it ended with ${signal ?? `code ${code}`}` });
    });
  });
}

/** With what it has started meanwhile. */
function end(child: ChildProcess): void {
  signal(child, "SIGTERM");
  const timer = setTimeout(() => signal(child, "SIGKILL"), GRACE_MS);
  child.on("exit", () => clearTimeout(timer));
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (process.platform === "win32" || child.pid === undefined) {
    child.kill(name);
    return;
  }
  try {
    process.kill(-child.pid, name);
  } catch {
    // It has ended by itself.
  }
}
