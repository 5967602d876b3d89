/** What /proc says of a running process. */
import { readFileSync, readdirSync } from "node:fs";
import { sleep, type Started } from "./harness";

export interface Peak {
  megabytes: number;
  threads: number;
}

/** Its highest resident set (MB) and number of threads, looked at until it ends. */
export async function peak({ child, ended }: Started): Promise<Peak> {
  const seen = { megabytes: 0, threads: 0 };
  let running = true;
  void ended.finally(() => (running = false));
  while (running) {
    try {
      const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0;
      seen.megabytes = Math.max(seen.megabytes, Number(kilobytes) / 1024);
      seen.threads = Math.max(seen.threads, readdirSync(`/proc/${child.pid}/task`).length);
    } catch (error) {
      if (!["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    }
    await sleep(50);
  }
  return seen;
}

/** Established IPv4 connections of a listening port, seen from its side. */
export function established(port: number): number {
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, address, , state]) => address?.endsWith(local) && state === "01").length;
}
