/** Debian's Prometheus, which takes what k6 writes to it and evaluates our rules. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasTool } from "./tools";
import { lines } from "./lines";
import { freePort } from "./services/free-port";

export const hasPrometheus = hasTool("prometheus") && hasTool("promtool");

export interface Series {
  metric: Record<string, string>;
  value: [number, string];
}

export interface Prometheus {
  /** Where k6 writes to. */
  writeUrl: string;
  query(expression: string): Promise<Series[]>;
  /** What is wrong with the rules that it has loaded. */
  unhealthyRules(): Promise<string[]>;
  stop(): Promise<void>;
}

/** @param rules path of a file of rules */
export async function startPrometheus(rules: string): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-prometheus-"));
  const config = join(folder, "prometheus.yml");
  writeFileSync(config, JSON.stringify({ rule_files: [rules] }));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    "prometheus",
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=${address}`,
      "--web.enable-remote-write-receiver",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const ended = new Promise((resolve) => child.once("close", resolve));
  const said = lines(child.stderr);
  await said.until((all) => all.some((line) => line.includes("Server is ready")));
  const get = async (path: string) => {
    const response = await fetch(`http://${address}/api/v1/${path}`);
    const { data, error } = (await response.json()) as { data: unknown; error?: string };
    if (error !== undefined) throw new Error(`${decodeURIComponent(path)}: ${error}`);
    return data;
  };
  return {
    writeUrl: `http://${address}/api/v1/write`,
    async query(expression) {
      const data = await get(`query?query=${encodeURIComponent(expression)}`);
      return (data as { result: Series[] }).result;
    },
    async unhealthyRules() {
      const { groups } = (await get("rules")) as {
        groups: { rules: { name: string; health: string; lastError?: string }[] }[];
      };
      const rules = groups.flatMap((group) => group.rules);
      if (rules.length === 0) return ["there are none"];
      return rules
        .filter(({ health }) => health !== "ok")
        .map(({ name, health, lastError }) => `${name}: ${lastError ?? health}`);
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Exit code and all that it says. */
export function promtool(...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync("promtool", args, { encoding: "utf8" });
  return { status, output: `${stdout}${stderr}` };
}
