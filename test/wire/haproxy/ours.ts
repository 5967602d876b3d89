/** Our exchanges on the checkers' host, made by a k6 script. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExchangeResult, ExchangeSpec } from "../../../xk6/healthcheck";
import { K6 } from "../../support/k6";
import type { Network } from "./network";

export type Result = Pick<ExchangeResult, "ok" | "error"> & { name: string };

const SCRIPT = new URL("exchange.ts", import.meta.url).pathname;

/** Each `count` times, `intervalMs` apart, all of them side by side. */
export function ours(
  network: Network,
  folder: string,
  exchanges: Record<string, ExchangeSpec>,
  count: number,
  intervalMs: number,
): Promise<Result[]> {
  const file = join(folder, "exchanges.json");
  writeFileSync(file, JSON.stringify(exchanges));
  const settings = { EXCHANGES: file, COUNT: count, INTERVAL_MS: intervalMs };
  const [command, ...args] = [
    ...[...network.checkers, "timeout", "100", K6, "run", "--quiet", "--no-color", "--address", ""],
    ...["--include-system-env-vars=false", "--log-format", "raw"],
    ...Object.entries(settings).flatMap(([name, value]) => ["-e", `${name}=${value}`]),
    SCRIPT,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(command!, args, { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.on("error", reject);
    child.on("close", (code) => {
      const results = said.split("\n").filter((line) => line.startsWith("{"));
      const wanted = count * Object.keys(exchanges).length;
      if (code === 0 && results.length === wanted) resolve(results.map((line) => JSON.parse(line) as Result));
      else reject(new Error(`k6 ended with ${code} and ${results.length} of ${wanted} results: ${said}`));
    });
  });
}
