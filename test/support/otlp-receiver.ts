/** A receiver of metrics over OTLP/HTTP (xk6/cmd/otlp-receiver). */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { K6_ROOT } from "./k6";
import { lines } from "./lines";

export interface Point {
  name: string;
  unit: string;
  tags: Record<string, string>;
  /** The value of a sum or a gauge, or the number of values of a histogram. */
  value: number;
}

export interface OtlpReceiver {
  /** `host:port` */
  endpoint: string;
  /** The last point that came of each series; sums are cumulative. */
  points(): Point[];
  stop(): Promise<void>;
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-otlp-"));
  const binary = join(folder, "otlp-receiver");
  const { status, stderr } = spawnSync("go", ["build", "-o", binary, "./xk6/cmd/otlp-receiver"], {
    cwd: K6_ROOT,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  const child = spawn(binary, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const said = lines(child.stdout);
  await said.until((all) => all.length > 0);
  return {
    endpoint: said.all[0]!,
    points: () => lastPoints(said.all.slice(1).map((line) => JSON.parse(line) as Export)),
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As protobuf's JSON has it: numbers of 64 bits are texts. */
interface DataPoint {
  attributes: { key: string; value: { stringValue: string } }[];
  asInt?: string;
  asDouble?: number;
  count?: string;
}

/** protobuf leaves empty lists out, as in an export without a change. */
interface Export {
  resourceMetrics?: {
    scopeMetrics?: {
      metrics: {
        name: string;
        unit?: string;
        sum?: { dataPoints: DataPoint[] };
        gauge?: { dataPoints: DataPoint[] };
        histogram?: { dataPoints: DataPoint[] };
      }[];
    }[];
  }[];
}

function lastPoints(exports: readonly Export[]): Point[] {
  const last = new Map<string, Point>();
  const metrics = exports
    .flatMap(({ resourceMetrics = [] }) => resourceMetrics)
    .flatMap(({ scopeMetrics = [] }) => scopeMetrics)
    .flatMap(({ metrics }) => metrics);
  for (const { name, unit = "", sum, gauge, histogram } of metrics) {
    for (const { attributes, asInt, asDouble, count } of (sum ?? gauge ?? histogram)!.dataPoints) {
      const tags = Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue]));
      last.set(JSON.stringify([name, tags]), { name, unit, tags, value: Number(asInt ?? asDouble ?? count) });
    }
  }
  return [...last.values()];
}
