/**
 * k6's outputs with our scripts: json, csv, Prometheus, OpenTelemetry and the web dashboard; and what monitoring/ makes of them. Three runs
 * side by side, told apart by their labels: one that is wedged, one that holds, one that says nothing; and one more that finds a leak.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expressions } from "../../lib/node/monitoring/expressions";
import { metricList } from "../../lib/report/metric-list";
import type { Journal } from "../../lib/model/journal";
import { hasBrowser, look, startBrowser } from "../support/browser";
import { K6_ROOT, runStorm, SHORT, type Finished } from "../support/k6";
import { readCsvOutput, readJsonOutput, type Metric, type Sample } from "../support/k6-samples";
import { startOtlpReceiver, type OtlpReceiver, type Point } from "../support/otlp-receiver";
import { hasPrometheus, promtool, startPrometheus, type Prometheus } from "../support/prometheus";
import { serveFlaw } from "../support/server";

const MONITORING = join(K6_ROOT, "monitoring");
const RULES = join(MONITORING, "prometheus-rules.yml");
const GROWTH = join(K6_ROOT, "test/support/growth-gates.yaml");
/** Whatever a team writes into its labels. */
const HOSTILE = 'a "quoted"\nline, é';

let prometheus: Prometheus;
let scratch: string;
let receiver: OtlpReceiver | undefined;
let points: Point[];
const runs: Record<"wedged" | "held" | "inconclusive" | "leaking", Finished & { journal: Journal }> = {} as never;

/** Against a server in a process of its own. */
async function storm(
  flaw: string,
  { backlog, ...options }: { backlog?: number; settings: Record<string, string>; args: string[]; env?: object },
): Promise<Finished & { journal: Journal }> {
  const server = await serveFlaw(flaw, { ...(backlog !== undefined && { backlog }) });
  const run = await runStorm({
    settings: { ...SHORT, TARGET: server.address, ...options.settings },
    args: [...options.args, "--out", "experimental-prometheus-rw"],
    env: {
      K6_PROMETHEUS_RW_SERVER_URL: prometheus.writeUrl,
      K6_PROMETHEUS_RW_PUSH_INTERVAL: "1s",
      ...options.env,
    },
  });
  await server.stop();
  expect(run.stderr).not.toMatch(
    /level=(warning|error) msg="(?!thresholds on metrics|test (run was )?marked as failed)/,
  );
  return run as Finished & { journal: Journal };
}

beforeAll(async () => {
  if (!hasPrometheus) return;
  scratch = mkdtempSync(join(tmpdir(), "probe-storm-monitoring-"));
  prometheus = await startPrometheus(RULES);
  receiver = await startOtlpReceiver();
  const wedged = storm("stuck-greeting", {
    backlog: 100,
    settings: { CHECKER: "rst" },
    args: [
      ...["--tag", "run=wedged", "--tag", `team=${HOSTILE}`],
      ...["--out", `json=${join(scratch, "samples.json")}`, "--out", `csv=${join(scratch, "samples.csv")}`],
      ...["--out", "opentelemetry", "--out", "web-dashboard"],
    ],
    env: {
      K6_OTEL_EXPORTER_PROTOCOL: "http/protobuf",
      K6_OTEL_HTTP_EXPORTER_ENDPOINT: receiver.endpoint,
      K6_OTEL_HTTP_EXPORTER_INSECURE: "true",
      K6_OTEL_EXPORT_INTERVAL: "1s",
      K6_WEB_DASHBOARD_PORT: "-1",
      K6_WEB_DASHBOARD_PERIOD: "1s",
      K6_WEB_DASHBOARD_EXPORT: join(scratch, "dashboard.html"),
      XK6_DASHBOARD_CONFIG: join(MONITORING, "web-dashboard.json"),
    },
  });
  const named = (name: string) => ["--tag", `run=${name}`];
  const held = storm("healthy-greeting", { settings: { CHECKER: "half-open" }, args: [] });
  const inconclusive = storm("healthy-greeting", {
    settings: { CHECKER: "half-open", CLIENT: "connect" },
    args: named("inconclusive"),
  });
  const leaking = storm("leak-on-reset", {
    settings: { CHECKER: "rst", CLIENT: "greeting", BASELINE: "5s", STORM: "12s", RECOVERY: "5s", THRESHOLDS: GROWTH },
    args: named("leaking"),
  });
  [runs.wedged, runs.held, runs.inconclusive, runs.leaking] = await Promise.all([wedged, held, inconclusive, leaking]);
  points = receiver.points();
});

afterAll(async () => {
  await receiver?.stop();
  await prometheus?.stop();
  if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
});

const of = (series: readonly Sample[], metric: string) => series.filter((sample) => sample.metric === metric);
const sum = (samples: readonly { value: number }[]) => samples.reduce((total, { value }) => total + value, 0);

describe.skipIf(!hasPrometheus)("k6's outputs", () => {
  test("the four runs end as they are meant to", () => {
    const verdicts = Object.entries(runs).map(([name, { journal }]) => [name, journal.verdict]);
    expect(Object.fromEntries(verdicts)).toEqual({
      wedged: "wedged",
      held: "held",
      inconclusive: "inconclusive",
      leaking: "degraded",
    });
  });

  test.each([
    ["json", () => readJsonOutput(readFileSync(join(scratch, "samples.json"), "utf8")).samples],
    ["csv", () => readCsvOutput(readFileSync(join(scratch, "samples.csv"), "utf8"))],
  ])("%s has the counts of the journal", (_, read) => {
    const { journal } = runs.wedged;
    const samples = read();
    for (const [phase, { clients, checks }] of Object.entries(journal.phases)) {
      const inPhase = (metric: string) => of(samples, metric).filter(({ tags }) => tags.phase === phase);
      expect(sum(inPhase("hc_client_attempts")), phase).toBe(clients.attempts);
      expect(sum(inPhase("hc_client_accepted")), phase).toBe(clients.accepted);
      expect(sum(inPhase("hc_checks")), phase).toBe(checks);
      for (const [cause, count] of Object.entries(clients.causes)) {
        expect(sum(inPhase("hc_client_attempts").filter(({ tags }) => tags.cause === cause)), cause).toBe(count);
      }
    }
    const [checker] = journal.checkers;
    expect(of(samples, "hc_check_verified")).toHaveLength(checker!.probes.completed);
    const lost = journal.gates.filter(({ ok }) => !ok).map(({ name }) => name);
    expect(of(samples, "hc_gates_lost").map(({ tags }) => tags.gate)).toEqual(lost);
    expect(of(samples, "hc_verdict").map(({ tags }) => tags.verdict)).toEqual(["wedged"]);
    const queue = of(samples, "hc_accept_queue").map(({ value }) => value);
    expect(Math.max(...queue)).toBe(Math.max(...journal.acceptQueue.samples.map(([, length]) => length)));
    expect(new Set(of(samples, "hc_accept_queue_limit").map(({ value }) => value))).toEqual(new Set([100]));
    expect(of(samples, "hc_checker_up").length).toBeGreaterThan(2);
    // Each of them, those of setup and teardown as well, says whose it is.
    for (const { tags } of samples) {
      expect(tags).toMatchObject({ run: "wedged", team: HOSTILE, target: journal.target });
    }
  });

  test("docs/metrics.md lists what a run pushes, with its type, its unit and its tags", () => {
    const { metrics, samples } = readJsonOutput(readFileSync(join(scratch, "samples.json"), "utf8"));
    // The run had no trouble of its own.
    const seen = metricList.filter(({ name }) => name !== "hc_harness_errors");
    expect(metrics.map(({ name }) => name).sort()).toEqual(seen.map(({ name }) => name).sort());
    const common = new Set(["run", "target", "team", "scenario", "group"]);
    for (const { name, type, unit, tags } of seen) {
      const found = metrics.find((metric) => metric.name === name)!;
      expect([name, found.type, unitOf(found)]).toEqual([name, type, ["ms", "bytes"].includes(unit) ? unit : ""]);
      const pushed = new Set(of(samples, name).flatMap((sample) => Object.keys(sample.tags)));
      // A verdict has a checker in a comparison alone.
      const expected = tags.filter((tag) => name !== "hc_verdict" || tag !== "checker");
      expect([name, ...[...pushed].filter((tag) => !common.has(tag)).sort()]).toEqual([name, ...[...expected].sort()]);
    }
  });

  test("OpenTelemetry has each metric, the counts of the journal, and the units of times and memory", () => {
    const { journal } = runs.wedged;
    const { samples } = readJsonOutput(readFileSync(join(scratch, "samples.json"), "utf8"));
    const names = new Set(points.map(({ name }) => name.replace(/\.(total|occurred)$/, "")));
    expect(samples.filter(({ metric }) => !names.has(metric))).toEqual([]);
    const inPhase = (name: string, phase: string) =>
      points.filter((point) => point.name === name && point.tags.phase === phase);
    for (const [phase, { clients, checks }] of Object.entries(journal.phases)) {
      expect(sum(inPhase("hc_client_attempts", phase)), phase).toBe(clients.attempts);
      expect(sum(inPhase("hc_checks", phase)), phase).toBe(checks);
    }
    const units = new Map(points.map(({ name, unit }) => [name, unit]));
    expect([units.get("hc_client_connect"), units.get("hc_service_memory")]).toEqual(["ms", "By"]);
    for (const { tags } of points.filter(({ name }) => name.startsWith("hc_"))) {
      expect(tags).toMatchObject({ run: "wedged", team: HOSTILE, target: journal.target });
    }
  });

  test.skipIf(!hasBrowser)("the web dashboard's page draws our metrics, and loads nothing", async () => {
    const browser = await startBrowser();
    const html = readFileSync(join(scratch, "dashboard.html"), "utf8");
    const view = { colorScheme: "light", width: 1100 } as const;
    const { requests, messages, text } = await look(browser, html, view).finally(() => browser.close());
    expect([requests, messages]).toEqual([[], []]);
    for (const { name } of metricList) if (name !== "hc_harness_errors") expect(text).toContain(name);
    for (const title of ["Attempts and the share that gets in", "Time without a success", "Descriptors and threads"]) {
      expect(text).toContain(title);
    }
    expect(text).not.toContain("no data");
  });
});

describe.skipIf(!hasPrometheus)("Prometheus", () => {
  const labels = Object.entries({ target: ".*", checker: ".*", window: "2m", __range: "5m" });
  const written = (expression: string, run: string) =>
    labels.reduce((text, [name, value]) => text.split(`$${name}`).join(value), expression.split("$run").join(run));

  test.each(Object.entries(expressions))(
    "the dashboard's %s has series, of the run that is chosen",
    async (_, each) => {
      const found = await prometheus.query(written(each, "wedged"));
      expect(found.length).toBeGreaterThan(0);
      for (const { metric, value } of found) {
        expect(metric).toMatchObject({ run: "wedged", target: runs.wedged.journal.target });
        expect(Number(value[1])).not.toBeNaN();
      }
    },
  );

  test("a run that nobody named has its start for a name", async () => {
    const target = runs.held.journal.target;
    const found = await prometheus.query(
      `count by (run) (last_over_time(k6_hc_client_attempts_total{target="${target}"}[5m]))`,
    );
    expect(found).toHaveLength(1);
    const startMs = Date.parse(found[0]!.metric.run!);
    expect(Math.abs(startMs - Date.parse(runs.held.journal.startedAt))).toBeLessThan(10_000);
  });

  test("times are seconds there", async () => {
    const [outage] = await prometheus.query(
      'max(last_over_time(k6_hc_client_outage_p99{run="wedged", phase="storm"}[5m]))',
    );
    expect(Number(outage!.value[1]) * 1000).toBeLessThanOrEqual(
      runs.wedged.journal.phases.storm!.clients.longestOutageMs + 1,
    );
    expect(Number(outage!.value[1])).toBeGreaterThan(1);
  });

  test("every rule is evaluated, and every recording has series", async () => {
    expect(await prometheus.unhealthyRules()).toEqual([]);
    const { groups } = parse(readFileSync(RULES, "utf8")) as {
      groups: { rules: { record?: string; alert?: string }[] }[];
    };
    const records = groups.flatMap(({ rules }) => rules).flatMap(({ record }) => record ?? []);
    expect(records.length).toBeGreaterThan(3);
    for (const record of records) {
      expect(await prometheus.query(`last_over_time(${record}{run="wedged"}[5m])`), record).not.toEqual([]);
    }
  });

  test("each alert fires for the run that it is about, and none for the run that holds", async () => {
    const expected = {
      wedged: [
        "ProbeStormAcceptQueueNearLimit",
        "ProbeStormCheckerBlind",
        "ProbeStormClientsLost",
        "ProbeStormClientsShutOut",
        "ProbeStormHarm",
      ],
      leaking: ["ProbeStormHarm", "ProbeStormLeak"],
      inconclusive: ["ProbeStormInconclusive"],
    };
    const fired = async () => {
      const found: Record<string, Set<string>> = {};
      for (const { metric } of await prometheus.query('last_over_time(ALERTS{alertstate="firing"}[5m])')) {
        (found[metric.run!] ??= new Set()).add(metric.alertname!);
      }
      return Object.fromEntries(Object.entries(found).map(([run, names]) => [run, [...names].sort()]));
    };
    // The rules are evaluated every 5 s.
    await expect.poll(fired, { timeout: 15_000, interval: 500 }).toEqual(expected);
  });
});

describe.skipIf(!hasPrometheus)("promtool", () => {
  test("finds nothing wrong with the rules", () => {
    const { status, output } = promtool("check", "rules", "--lint=all", "--lint-fatal", RULES);
    expect([status, output]).toEqual([0, expect.stringContaining("SUCCESS")]);
  });

  test("the rules do what their own tests say", () => {
    const { status, output } = promtool("test", "rules", join(MONITORING, "prometheus-rules.test.yml"));
    expect([status, output]).toEqual([0, expect.stringContaining("SUCCESS")]);
  });
});

function unitOf({ contains }: Metric): string {
  if (contains === "time") return "ms";
  return contains === "data" ? "bytes" : "";
}
