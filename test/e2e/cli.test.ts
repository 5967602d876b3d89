/** `probe-storm` with the real k6: what it hands over, what it ends with, and what it leaves. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Comparison } from "../../lib/model/comparison";
import type { Journal } from "../../lib/model/journal";
import { ownFolder, runCli } from "../support/cli";
import { restartable } from "../support/restartable";
import { K6_ROOT, runK6, SCRIPT, SHORT } from "../support/k6";

/** Gates that a busy machine keeps as well. */
const GATES = join(K6_ROOT, "test", "support", "gates.yaml");
const BRIEF = flags({ ...SHORT, THRESHOLDS: GATES });
const LONG_BASELINE = ["--baseline", "100s"];

function flags(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => [`--${name.toLowerCase().replace(/_/g, "-")}`, value]);
}

function journalIn(folder: string): Journal {
  return JSON.parse(readFileSync(join(folder, "journal.json"), "utf8")) as Journal;
}

test.concurrent(
  "harm ends with 99; the report is named at the end, and lies where k6 itself would put it",
  async () => {
    const cwd = ownFolder();
    const args = ["run", "--checker", "rst", "--watch", "0s", ...BRIEF, "--", "--out", "json=metrics.json"];
    const { code, stdout } = await runCli(args, { cwd });
    expect(code, stdout).toBe(99);
    expect(stdout).toMatch(/^WEDGED embedded:stuck-greeting /m);
    // Only on a terminal are there colours.
    // eslint-disable-next-line no-control-regex -- exactly those
    expect(stdout).not.toMatch(/\x1b/);
    expect(stdout.trimEnd().split("\n").pop()).toBe("Report    probe-storm-out/report.html");
    const { verdict, settings } = journalIn(join(cwd, "probe-storm-out"));
    expect(verdict).toBe("wedged");
    // Where `k6 run` has them from as well: nothing of the environment, and nothing beside the flags.
    const given = { ...SHORT, THRESHOLDS: GATES, WATCH: "0s", OUT: "probe-storm-out" };
    expect(Object.fromEntries(settings.map(({ name, value }) => [name, value]))).toEqual(given);
    expect(readFileSync(join(cwd, "metrics.json"), "utf8")).toContain('"metric":"hc_checks"');

    const again = await runCli(["report", "probe-storm-out"], { cwd });
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(stdout).toContain(again.stdout.trim());
    const written = await runCli(["report", "probe-storm-out/journal.json", "--out", "again"], { cwd });
    expect(written.stdout).toBe("Report    again/report.html\n");
    for (const name of ["report.html", "summary.md", "junit.xml"]) {
      const [first, second] = ["probe-storm-out", "again"].map((folder) =>
        readFileSync(join(cwd, folder, name), "utf8"),
      );
      expect(second).toBe(first);
    }
  },
);

test.concurrent(
  "k6's outputs stand behind --, and find their variables in the environment",
  async ({ onTestFinished }) => {
    const bodies: Promise<Buffer>[] = [];
    const server = createServer((request, response) => {
      bodies.push(request.toArray().then((parts) => Buffer.concat(parts as Buffer[])));
      response.writeHead(204).end();
    }).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const outputs = ["--", "--out", "experimental-prometheus-rw", "--tag", "run=nightly-42"];
    const { code } = await runCli(["run", "--checker", "rst", "--watch", "0s", ...BRIEF, ...outputs], {
      cwd: ownFolder(),
      env: { K6_PROMETHEUS_RW_SERVER_URL: `http://127.0.0.1:${port}/api/v1/write` },
    });
    expect(code).toBe(99);
    // Snappy leaves a text whole where it comes first.
    expect(Buffer.concat(await Promise.all(bodies)).includes("nightly-42")).toBe(true);
  },
);

test.concurrent("a service that holds ends with 0, and --no-out leaves nothing", async () => {
  const cwd = ownFolder();
  const args = ["run", "--flaw", "healthy-greeting", "--checker", "greeting-wait", "--no-out", ...BRIEF];
  const { code, stdout } = await runCli(args, { cwd });
  expect(stdout).toMatch(/^HELD /m);
  expect(code).toBe(0);
  expect(stdout).not.toContain("report.html");
  expect(existsSync(join(cwd, "probe-storm-out"))).toBe(false);
});

test.concurrent("what a script refuses is one line, and 107; nothing is left", async () => {
  const cwd = ownFolder();
  const { code, stdout, stderr } = await runCli(["run", "127.0.0.1:1", "--checker", "alibaba-slb"], { cwd });
  expect({ code, stdout }).toEqual({ code: 107, stdout: "" });
  expect(stderr).toContain("CHECKER: expected a preset such as haproxy");
  expect(stderr).toContain("; did you mean alibaba-clb?");
  expect(stderr.trim()).not.toContain("\n");
  expect(existsSync(join(cwd, "probe-storm-out"))).toBe(false);
  // As k6 by itself ends.
  expect((await runK6(["run", "--quiet", "--address", "", SCRIPT, "-e", "CHECKER=alibaba-slb"])).code).toBe(code);
});

test.concurrent("a flag of k6 that a run cannot do with ends with 104", async () => {
  const { code, stderr } = await runCli(["run", "--checker", "rst", "--", "--vus", "3"], { cwd: ownFolder() });
  expect(code).toBe(104);
  expect(stderr).toContain("vus");
});

test.concurrent.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s to the command ends k6 in order: its journal is there, and the code is 105",
  async (signal) => {
    const cwd = ownFolder();
    const { code, stdout } = await runCli(["run", "--checker", "rst", ...LONG_BASELINE], {
      cwd,
      during: (child) =>
        void k6Of(child.pid!)
          .then(whenItRuns(cwd))
          .then(() => child.kill(signal)),
    });
    expect(code).toBe(105);
    expect(journalIn(join(cwd, "probe-storm-out")).cutShort).toBe("interrupted");
    expect(stdout.trimEnd().split("\n").pop()).toBe("Report    probe-storm-out/report.html");
  },
);

test.concurrent("a k6 that a signal kills ends the command by the same signal", async () => {
  const { code, signal } = await runCli(["run", "--checker", "rst", ...LONG_BASELINE], {
    cwd: ownFolder(),
    during: (child) => void k6Of(child.pid!).then((pid) => process.kill(pid, "SIGKILL")),
  });
  expect({ code, signal }).toEqual({ code: null, signal: "SIGKILL" });
});

test.concurrent("--reset restarts the service before each arm: the second finds it well", async () => {
  const cwd = ownFolder();
  const service = await restartable(cwd, "stuck-greeting");
  const arms = ["--checkers", "rst,send-rst", "--client", "greeting", "--reset", service.restart];
  const { code } = await runCli(["compare", service.address, ...arms, ...BRIEF], { cwd });
  expect(code).toBe(99);
  const comparison = JSON.parse(readFileSync(join(cwd, "probe-storm-out", "journal.json"), "utf8")) as Comparison;
  expect(comparison.arms.map(({ name, verdict, notRun }) => ({ name, verdict, notRun }))).toEqual([
    { name: "rst", verdict: "wedged", notRun: "" },
    { name: "send-rst", verdict: "wedged", notRun: "" },
  ]);
  expect(service.restarts()).toBe(2);
  expect(JSON.stringify(comparison)).not.toContain("systemctl");
});

test.concurrent("--reset with a command that fails: its last line is told, and the run ends with 110", async () => {
  const args = [
    "minimal",
    "--target",
    "127.0.0.1:1",
    "--client",
    "greeting",
    "--reset",
    "echo no such unit >&2; exit 3",
  ];
  const { code, stderr } = await runCli(args, { cwd: ownFolder() });
  expect(stderr).toContain("--reset: echo no such unit >&2; exit 3: no such unit\n");
  expect(code).toBe(110);
});

/** The process that the command has started. */
async function k6Of(pid: number): Promise<number> {
  for (;;) {
    const { stdout } = spawnSync("ps", ["-o", "pid=,comm=", "--ppid", String(pid)], { encoding: "utf8" });
    const [, found] = /(\d+) k6$/m.exec(stdout) ?? [];
    if (found !== undefined) return Number(found);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** `setup` has prepared the folder: from then on k6 handles signals. */
function whenItRuns(cwd: string) {
  return async () => {
    while (!existsSync(join(cwd, "probe-storm-out"))) await new Promise((resolve) => setTimeout(resolve, 50));
  };
}
