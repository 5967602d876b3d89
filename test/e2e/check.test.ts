/** `check`: a line for each check, with the real binary and the real bundle, as the service and the exit code see it. */
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import type { CheckEvent, CheckResult, CheckSummary } from "../../lib/model/check-event";
import { RUN_FLAGS, settingFlags } from "../../lib/node/k6-start";
import { runCli } from "../support/cli";
import { K6_ROOT, runK6 } from "../support/k6";
import { certificateFiles } from "../support/services/certificate-files";

const SCRIPT = join(K6_ROOT, "dist", "check.js");
const folder = mkdtempSync(join(tmpdir(), "probe-storm-check-"));
const closers: (() => void)[] = [];
afterAll(() => {
  closers.forEach((close) => close());
  rmSync(folder, { recursive: true, force: true });
});

test("a healthy service passes, in HAProxy's own word, and the exit code is 0", async () => {
  const { target } = await service((socket) => socket.resume());
  const { code, results, stderr } = await checked({ TARGET: target, CHECKER: "haproxy" });
  expect(results).toHaveLength(1);
  expect(results[0]).toMatchObject({ passed: true, outcome: "L4OK", failure: null, address: target });
  expect(results[0]!.end.checker).toBe("rst");
  expect(results[0]!.queue!.limit).toBeGreaterThan(0);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test("a closed port is an answer: DOWN with its word, and 99", async () => {
  const { code, results } = await checked({ TARGET: await closedPort(), CHECKER: "haproxy" });
  expect(results[0]).toMatchObject({ passed: false, outcome: "L4CON", connectMs: null, health: { state: "DOWN" } });
  expect(results[0]!.failure).toMatchObject({
    what: "connect",
    cause: "refused",
    came: "an RST: nothing listens there",
  });
  expect(code).toBe(99);
});

test("a check that this machine cannot make is trouble of our own, 110: the service is not DOWN for it", async () => {
  // No packet leaves the loopback interface for another network.
  const settings = { TARGET: "10.255.255.1:9", SOURCES: "127.0.0.1", TIMEOUT: "1s" };
  for (const checker of ["haproxy", "rst"]) {
    const { code, results, stderr } = await checked({ ...settings, CHECKER: checker });
    expect(results[0]!.failure!.cause).toBe("harness");
    expect(stderr).toContain("this machine could not make 1 of 1 checks");
    expect(code).toBe(110);
  }
});

test("one failure of three does not decide, and its outcome is the exit code", async () => {
  const { code, results, stderr } = await checked({ TARGET: await closedPort(), CHECKER: "rst" });
  expect(stderr).not.toContain("DOWN");
  expect(results[0]!.health).toEqual({ state: "undecided", against: 1, needed: 3, towards: "DOWN" });
  expect(code).toBe(99);
});

test("two failures behind a success leave it UP by fall 3, and the exit code 0", async () => {
  let left = 1;
  const { target } = await service((socket) => void socket.end(left-- > 0 ? "220 ready\r\n" : "500 no\r\n"));
  const { code, results, summary } = await checked({
    TARGET: target,
    CHECKER: haproxyFile("  option tcp-check\n  tcp-check expect string 220"),
    COUNT: "3",
    INTERVAL: "20ms",
  });
  expect(results.map(({ outcome, health }) => `${outcome} ${health.state} ${health.against}`)).toEqual([
    "L7OK UP 0",
    "L7RSP UP 1",
    "L7RSP UP 2",
  ]);
  expect(summary).toMatchObject({ made: 3, passed: 1, failed: 2, up: true, interrupted: false });
  expect(code).toBe(0);
});

test("a wrong answer is shown beside what was expected, without what moves a cursor", async () => {
  const { target } = await service((socket) => void socket.end("500 \u001b[2Jno\r\n"));
  const checker = haproxyFile("  option tcp-check\n  tcp-check expect string ready");
  const { code, results } = await checked({ TARGET: target, CHECKER: checker });
  expect(results[0]).toMatchObject({ outcome: "L7RSP", passed: false });
  expect(results[0]!.failure).toMatchObject({
    step: 1,
    what: "expect",
    expected: '"ready" in the answer',
    came: '"500 \\x1b[2Jno\\r\\n", then a FIN',
  });
  expect(code).toBe(99);
});

test("a silent service is given up after the timeout", async () => {
  const { target } = await service((socket) => socket.resume());
  const checker = haproxyFile("  option tcp-check\n  tcp-check expect string ready");
  const { code, results } = await checked({ TARGET: target, CHECKER: checker, TIMEOUT: "300ms" });
  expect(results[0]).toMatchObject({ outcome: "L7TOUT", failure: { came: "nothing within 300 ms" } });
  expect(results[0]!.totalMs).toBeGreaterThanOrEqual(300);
  expect(code).toBe(99);
});

describe("inside TLS", () => {
  const { cert, key } = certificateFiles(folder);

  test("a handshake passes, L6OK", async () => {
    const server = createTlsServer({ cert: readFileSync(cert), key: readFileSync(key) }, (socket) => {
      socket.on("error", () => undefined).resume();
    });
    const { code, results } = await checked({ TARGET: await listening(server), CHECKER: "haproxy-ssl" });
    expect([results[0]!.outcome, code]).toEqual(["L6OK", 0]);
  });

  test("a service without TLS fails at that step, L6RSP", async () => {
    const { target } = await service((socket) => void socket.end("500 no TLS here\r\n"));
    const { code, results } = await checked({ TARGET: target, CHECKER: "haproxy-ssl" });
    expect(results[0]).toMatchObject({ outcome: "L6RSP", failure: { what: "tls", step: 1 } });
    expect(code).toBe(99);
  });
});

test("the service gets as many checks as COUNT says, each ended by an RST behind its delay", async () => {
  const ends: (string | undefined)[] = [];
  const { target, accepted } = await service((socket) =>
    socket.on("error", (error: NodeJS.ErrnoException) => ends.push(error.code)).resume(),
  );
  const settings = { CHECKER: "delayed-close", COUNT: "4", INTERVAL: "50ms", DELAY: "10ms" };
  const { code, results } = await checked({ TARGET: target, ...settings });
  for (const { closeGapMs } of results) expect(closeGapMs).toBeGreaterThanOrEqual(10);
  expect(code).toBe(0);
  expect(accepted()).toBe(4);
  expect(ends).toEqual(Array(4).fill("ECONNRESET"));
});

test("a password is not told, neither of what is sent nor of what comes back", async () => {
  const { target } = await service((socket) => void socket.on("data", (bytes) => socket.end(bytes)));
  const checker = haproxyFile(
    "  option httpchk\n  http-check send meth GET uri / ver HTTP/1.1 hdr Authorization 'Basic c2VjcmV0'",
  );
  const { stdout } = await run({ TARGET: target, CHECKER: checker });
  expect(stdout).toContain("authorization: ***");
  expect(stdout).not.toContain("c2VjcmV0");
});

test("the command prints the lines of k6 run, and ping is the same command", async () => {
  const { target } = await service((socket) => socket.resume());
  for (const command of ["check", "ping"]) {
    const { code, stdout, stderr } = await runCli([command, target, "--checker", "haproxy", "--count", "2"]);
    const [first, second, summary] = stdout.trimEnd().split("\n");
    for (const line of [first, second]) expect(line).toMatch(/^\d\d:\d\d:\d\d\.\d{3}Z {2}passed {2}L4OK .*; UP$/);
    expect(summary).toMatch(/^2 checks; 2 passed, 0 failed; connect .* in the median, .* at the most; UP$/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  }
});

test("a Ctrl-C closes the connection, says how far it came, and is 105", async () => {
  const closed: Promise<unknown>[] = [];
  const { target } = await service((socket) => {
    socket.on("error", () => undefined).resume();
    closed.push(once(socket, "close"));
  });
  const { code, stdout } = await runK6(
    flags({ TARGET: target, CHECKER: "hold", HOLD: "60s", COUNT: "3", TIMEOUT: "1s" }),
    { during: (child) => void untilTrue(() => closed.length > 0).then(() => child.kill("SIGINT")) },
  );
  await Promise.all(closed);
  expect(stdout).toBe("interrupted after 0 of 3 checks; 0 passed, 0 failed\n");
  expect(code).toBe(105);
});

test.each([
  ["COUNT", "0", /^.*COUNT: expected a whole number from 1/m],
  ["CHECKER", "haproxy,rst", /^.*CHECKER: expected one check/m],
  ["STORM", "5s", /^.*STORM: expected to be left out.*check\.js does not read it/m],
])("%s=%s is refused before the first packet", async (name, value, line) => {
  const { target, accepted } = await service((socket) => socket.resume());
  const { code, stdout, stderr } = await run({ TARGET: target, CHECKER: "rst", [name]: value });
  expect(stderr).toMatch(line);
  expect([code, stdout, accepted()]).toEqual([107, "", 0]);
});

function flags(settings: Record<string, string>): string[] {
  return ["run", "--no-color", ...RUN_FLAGS, SCRIPT, ...settingFlags(settings)];
}

function run(settings: Record<string, string>) {
  return runK6(flags(settings));
}

async function checked(settings: Record<string, string>) {
  const { code, stdout, stderr } = await run({ PROGRESS: "events", ...settings });
  const events = stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as CheckEvent & { check: number });
  for (const { check } of events) expect(check).toBe(1);
  const results = events.filter((event): event is CheckResult & { check: number } => event.kind === "check");
  const summary = events.find((event): event is CheckSummary & { check: number } => event.kind === "summary");
  return { code, results, summary, stderr };
}

let files = 0;
function haproxyFile(lines: string): string {
  const file = join(folder, `haproxy-${files++}.cfg`);
  writeFileSync(file, `backend app\n${lines}\n  server s1 127.0.0.1:1 check inter 100ms\n`);
  return `file:${file}`;
}

async function service(serve: (socket: Socket) => unknown) {
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    socket.on("error", () => undefined);
    serve(socket);
  });
  return { target: await listening(server), accepted: () => count };
}

async function listening(server: ReturnType<typeof createServer>): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closedPort(): Promise<string> {
  const server = createServer();
  const target = await listening(server);
  server.close();
  await once(server, "close");
  return target;
}

async function untilTrue(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}
