/** A flawed server in a process of its own, so that its record is a witness of its own. */
import { spawn } from "node:child_process";
import type { ServerRecord } from "../../lib/model/extension";
import { K6 } from "./k6";
import { lines } from "./lines";

export interface FlawedServer {
  /** `ip:port` */
  address: string;
  port: number;
  pid: number;
  /** Ends the server and returns what it saw; a second call returns the same. */
  stop(): Promise<ServerRecord>;
}

export async function serveFlaw(
  flaw: string,
  options: { backlog?: number; listen?: string } = {},
): Promise<FlawedServer> {
  const args = [
    ...["x", "healthcheck", "serve", "--json", "--flaw", flaw],
    ...["--listen", options.listen ?? "127.0.0.1:0", "--backlog", String(options.backlog ?? 128)],
  ];
  const child = spawn(K6, args, { stdio: ["ignore", "pipe", "inherit"] });
  const said = lines(child.stdout);
  await said.until((all) => all.length > 0);
  const { address } = JSON.parse(said.all[0]!) as { address: string };
  return {
    address,
    pid: child.pid!,
    port: Number(address.slice(address.lastIndexOf(":") + 1)),
    async stop() {
      child.kill("SIGINT");
      await said.until((all) => all.length > 1);
      return JSON.parse(said.all[1]!) as ServerRecord;
    },
  };
}
