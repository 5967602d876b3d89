/** A real service in a process of its own: started on a free loopback port, waited for by what it says, ended by its pid. */
import { spawn } from "node:child_process";

export interface Service {
  port: number;
  /** All that it has printed so far: what the service itself saw. */
  log(): string;
  /** Asks it to end (SIGTERM) and waits until it has. */
  stop(): Promise<void>;
}

/** How long a service may take until it says that it listens. */
const READY_WITHIN_MS = 60_000;

/**
 * @param ready matches the service's output once it listens; its first group is the port
 * @throws what the service has printed, when it ends or stays silent instead
 */
export async function startService(command: readonly string[], ready: RegExp): Promise<Service> {
  const child = spawn(command[0]!, command.slice(1), { stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  try {
    const port = await new Promise<number>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("it does not say that it listens")), READY_WITHIN_MS);
      let listening = false;
      const settle = () => clearTimeout(late);
      const read = (chunk: string) => {
        log += chunk;
        const found = listening ? null : ready.exec(log);
        if (found === null) return;
        listening = true;
        settle();
        resolve(Number(found[1]));
      };
      child.stdout.setEncoding("utf8").on("data", read);
      child.stderr.setEncoding("utf8").on("data", read);
      child.on("error", reject).on("error", settle);
      child.on("close", () => reject(new Error("it ended"))).on("close", settle);
    });
    return { port, log: () => log, stop };
  } catch (error) {
    if (child.pid !== undefined) await stop();
    (error as Error).message = `${command.join(" ")}: ${(error as Error).message}: ${log}`;
    throw error;
  }
}

/** How often `pattern` (global) is found in what the service printed. */
export function times(service: Service, pattern: RegExp): number {
  return [...service.log().matchAll(pattern)].length;
}
