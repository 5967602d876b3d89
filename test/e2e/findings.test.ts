/**
 * Harm that is not yet a lost client, on services in processes of their own: each is named with its number. The services are stand-ins for what
 * public incidents tell of; their files say what is wrong with them.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer as createTcpServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Journal, Verdict } from "../../lib/model/journal";
import { runStorm } from "../support/k6";
import { expectReports } from "../support/reports";
import { serveFlaw } from "../support/server";
import { pythonService } from "../support/services/python-service";
import { hasTool } from "../support/tools";

const PHASES = { BASELINE: "5s", STORM: "8s", NIGHT: "5s", RECOVERY: "6s", CLIENT_TIMEOUT: "2s" };
const PING = { CLIENT: "send-expect", CLIENT_SEND: "PING\\n", CLIENT_EXPECT: "PONG" };

/** The default profile's gates, with floors for a machine that others use as well. */
const GATES = new URL("../support/finding-gates.yaml", import.meta.url).pathname;

const noPython = !hasTool("python3");

async function storm(
  settings: Record<string, string>,
  verdict: Verdict,
): Promise<{ journal: Journal; stdout: string }> {
  const run = await runStorm({ settings: { ...PHASES, THRESHOLDS: GATES, ...settings } });
  const journal = await expectReports(run, verdict);
  return { journal, stdout: run.stdout.replace(/\s+/g, " ") };
}

const found = ({ findings }: Journal, kind: string) => findings.find((finding) => finding.kind === kind)!;
const lost = ({ gates }: Journal) => gates.filter(({ ok }) => !ok).map(({ name }) => name);

test.skipIf(noPython)("workers that a check ends: how many, and within how many checks", async () => {
  const service = await pythonService("workers_end");
  try {
    const settings = { TARGET: `127.0.0.1:${service.port}`, CHECKER: "rst", ...PING };
    const { journal, stdout } = await storm(settings, "wedged");
    const { figures } = found(journal, "threads");
    // The main thread and eleven workers.
    expect(figures).toMatchObject({ before: 12, after: 1 });
    expect(figures.checks).toBeGreaterThanOrEqual(11);
    expect(lost(journal)).toContain("recovery-threads");
    expect(journal.advice[0]).toMatch(/^The checks end your workers/);
    expect(stdout).toContain(`threads 12 → 1 within ${figures.checks} checks`);
  } finally {
    await service.stop();
  }
});

test.skipIf(noPython)("a loop that never sleeps again: how busy it is after the checks, and was before", async () => {
  const service = await pythonService("busy_after_end");
  try {
    const settings = { TARGET: `127.0.0.1:${service.port}`, CHECKER: "fin", ...PING };
    const { journal, stdout } = await storm(settings, "degraded");
    const { beforeShare, afterShare } = found(journal, "busy").figures;
    expect(beforeShare).toBeLessThan(0.2);
    expect(afterShare).toBeGreaterThan(0.4);
    expect(lost(journal)).toEqual(["recovery-busy"]);
    expect(stdout).toMatch(/busy at \d+ % of a core after the checks had stopped, \d+ % before/);
    expect(stdout).not.toContain("of CPU per check");
  } finally {
    await service.stop();
  }
});

test.skipIf(noPython)(
  "a line for each reset: bytes without a look at the log, lines and an example with one",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "line-per-loss-"));
    const log = join(folder, "service.log");
    const service = await pythonService("line_per_loss", log);
    try {
      const settings = { TARGET: `127.0.0.1:${service.port}`, CHECKER: "rst", ...PING };
      const unnamed = await storm(settings, "held");
      expect(found(unnamed.journal, "log").figures.source).toBe("files");
      expect(found(unnamed.journal, "log").figures.bytesPerCheck).toBeCloseTo(120, -1);
      expect(unnamed.stdout).toMatch(/Log writes 1[12]\d(\.\d)? B to its files for each check/);

      const { journal, stdout } = await storm({ ...settings, LOG: log }, "held");
      const { figures } = found(journal, "log");
      expect(figures).toMatchObject({
        source: "LOG",
        example: expect.stringMatching(/^ERROR connection from 127\.0\.0\.1:/),
      });
      expect(figures.bytesPerCheck).toBeCloseTo(120, -1);
      expect(figures.linesPerCheck).toBeCloseTo(1, 1);
      // A bare style's rate is nobody's own: counted is one check every 2 s.
      expect(figures.linesPerDay).toBeCloseTo(43_200 * Number(figures.linesPerCheck), -3);
      expect(stdout).toContain("to its log for each check");
      // The service's own witness.
      const sent = [unnamed.journal, journal].reduce((sum, { checkers }) => sum + checkers[0]!.probes.sent, 0);
      const written = readFileSync(log, "ascii").split("\n").length - 1;
      expect(Math.abs(written - sent)).toBeLessThanOrEqual(0.05 * sent);
    } finally {
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

test("a descriptor of every connection, check or client: the checks of a kubelet alone reach the limit in days", async () => {
  const server = await serveFlaw("leak-any");
  const settings = { TARGET: server.address, CHECKER: "kubelet", CLIENT: "greeting" };
  const { journal, stdout } = await storm(settings, "degraded");
  const record = await server.stop();
  expect(record.open).toBe(record.accepted);
  const descriptors = journal.process.findings.find(({ what }) => what === "descriptors")!;
  expect(descriptors.of).toBe("connection");
  expect(descriptors.perCheck).toBeCloseTo(1, 1);
  // One check every 10 s.
  const used = journal.process.samples[0]![2]!;
  expect(descriptors.limitReachedInMs! / 1000).toBeCloseTo(
    (10 * (descriptors.limit! - used)) / descriptors.perCheck,
    -4,
  );
  expect(lost(journal)).toEqual(["recovery-growth"]);
  expect(stdout).toMatch(
    /keeps [\d.]+ descriptors? of every connection, check or client; the checks alone reach [\d,]+ in \d+ (d|h)/,
  );
});

test("a counter of the service's own that checks raise, and clients do not", async () => {
  const { target, page, close } = await countingService();
  try {
    const settings = { TARGET: target, CHECKER: "rst", METRICS: page, ...PING };
    const { journal, stdout } = await storm(settings, "held");
    const counted = journal.findings.filter(({ kind }) => kind === "counter");
    expect(counted.map(({ figures }) => figures.name)).toEqual(['lost_total{before="request"}']);
    expect(counted[0]!.figures.perCheck).toBeGreaterThan(0.8);
    expect(counted[0]!.figures.perCheck).toBeLessThan(1.2);
    expect(stdout).toMatch(/Counters lost_total\{before="request"\} \+[\d.]+ per check/);
  } finally {
    await close();
  }
});

test("a log that cannot be read is refused before the first packet", async () => {
  const run = await runStorm({ settings: { ...PHASES, LOG: tmpdir() } });
  expect(run.journal).toBeNull();
  expect(run.code).toBe(104);
  expect(run.stderr).toMatch(
    /LOG: expected a file that k6's user can read, got .*: .* is no regular file but a folder/,
  );
});

/** Answers PING with PONG, and counts on a page who came and who left without a request. */
async function countingService() {
  const seen = { connections: 0, lost: 0 };
  const service = createTcpServer((socket) => {
    seen.connections++;
    let asked = false;
    socket
      .on("data", () => {
        asked = true;
        socket.end("PONG\n");
      })
      .on("error", () => {})
      .on("end", () => socket.end())
      .on("close", () => {
        if (!asked) seen.lost++;
      });
  });
  const pages = createHttpServer((_, answer) => {
    answer.setHeader("Content-Type", "text/plain; version=0.0.4");
    answer.end(
      "# TYPE connections_total counter\n" +
        `connections_total ${seen.connections}\n` +
        "# TYPE lost_total counter\n" +
        `lost_total{before="request"} ${seen.lost}\n`,
    );
  });
  const port = await listen(service);
  const page = `http://127.0.0.1:${await listen(pages)}/metrics`;
  const close = async () => {
    pages.closeAllConnections();
    await Promise.all([service, pages].map((server) => new Promise((resolve) => server.close(resolve))));
  };
  return { target: `127.0.0.1:${port}`, page, close };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port)),
  );
}
