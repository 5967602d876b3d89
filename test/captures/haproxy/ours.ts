/** Our exchanges on the checkers' host, made by a k6 script. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExchangeResult, ExchangeSpec } from "../../../lib/model/extension";
import { RUN_FLAGS, settingFlags } from "../../../lib/node/k6-start";
import { K6 } from "../../support/k6";
import type { Network } from "./network";

export type Result = Pick<ExchangeResult, "ok" | "error"> & { name: string };

const script = (name: string) => new URL(name, import.meta.url).pathname;

/** Each `count` times, `intervalMs` apart, all of them side by side. */
export async function ours(
  network: Network,
  folder: string,
  exchanges: Record<string, ExchangeSpec>,
  count: number,
  intervalMs: number,
): Promise<Result[]> {
  const file = join(folder, "exchanges.json");
  writeFileSync(file, JSON.stringify(exchanges));
  const settings = { EXCHANGES: file, COUNT: count, INTERVAL_MS: intervalMs };
  return run(network, script("exchange.ts"), settings, count * Object.keys(exchanges).length);
}

/** Each once, its connections one after the other up to the first that fails; the results by the check's name. */
export async function oursOnce(
  network: Network,
  folder: string,
  checks: Record<string, ExchangeSpec[]>,
): Promise<Map<string, ExchangeResult[]>> {
  const file = join(folder, "checks.json");
  writeFileSync(file, JSON.stringify(checks));
  const count = Object.keys(checks).length;
  const said = await run<{ name: string; results: ExchangeResult[] }>(
    network,
    script("chain.ts"),
    { CHECKS: file },
    count,
  );
  return new Map(said.map(({ name, results }) => [name, results]));
}

/** A script's lines of JSON, as many as are wanted. */
function run<T>(
  network: Network,
  path: string,
  settings: Record<string, string | number>,
  wanted: number,
): Promise<T[]> {
  const [command, ...args] = [
    ...[...network.checkers, "timeout", "100", K6, "run", "--no-color", ...RUN_FLAGS, "--log-format", "raw"],
    ...settingFlags(settings),
    path,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(command!, args, { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.on("error", reject);
    child.on("close", (code) => {
      const results = said.split("\n").filter((line) => line.startsWith("{"));
      if (code === 0 && results.length === wanted) resolve(results.map((line) => JSON.parse(line) as T));
      else reject(new Error(`k6 ended with ${code} and ${results.length} of ${wanted} results: ${said}`));
    });
  });
}
