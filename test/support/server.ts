/** A flawed server in a process of its own, so that its record is a witness of its own. */
import { spawn } from "node:child_process";
import { K6 } from "./k6";
import type { ServerRecord } from "../../xk6/healthcheck";

export interface FlawedServer {
  port: number;
  /** Ends the server and returns what it saw. */
  stop(): Promise<ServerRecord>;
}

export async function serveFlaw(
  flaw: string,
  options: { backlog?: number; listen?: string; prefix?: string[] } = {},
): Promise<FlawedServer> {
  const command = [
    ...(options.prefix ?? []),
    ...[K6, "x", "healthcheck", "serve", "--json", "--flaw", flaw],
    ...["--listen", options.listen ?? "127.0.0.1:0", "--backlog", String(options.backlog ?? 128)],
  ];
  const child = spawn(command[0]!, command.slice(1), { stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8");
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
  const closed = new Promise<void>((resolve) => child.on("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: string) => {
      stdout += chunk;
      if (stdout.includes("\n")) resolve();
    });
    child.on("error", reject);
    child.on("close", () => reject(new Error(`the ${flaw} server ended: ${stderr}`)));
  });
  const { address } = JSON.parse(stdout.split("\n")[0]!) as { address: string };
  return {
    port: Number(address.slice(address.lastIndexOf(":") + 1)),
    async stop() {
      child.kill("SIGINT");
      await closed;
      const last = stdout.trim().split("\n").pop()!;
      return (JSON.parse(last) as { record?: ServerRecord }).record ?? (JSON.parse(last) as ServerRecord);
    },
  };
}
