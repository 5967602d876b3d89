/** The doctor tells what this very machine can do: as root, as nobody without a capability, with few descriptors, and of a target. */
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DoctorLine } from "../../lib/report/doctor-text";
import { runCommandLine } from "../support/command-line";

const root = process.getuid?.() === 0;
const AS_NOBODY = [
  "setpriv",
  "--reuid=65534",
  "--regid=65534",
  "--clear-groups",
  "--bounding-set=-all",
  "--inh-caps=-all",
];

let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer((socket) => socket.on("error", () => undefined).end("GREETINGS!\r\n"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

async function examined(args: string[], within: readonly string[] = []) {
  const { code, stdout, stderr } = await runCommandLine(["doctor", "--json", ...args], { within });
  expect(stderr).toBe("");
  const { canRun, checks } = JSON.parse(stdout) as { canRun: boolean; checks: DoctorLine[] };
  return { code, canRun, states: Object.fromEntries(checks.map(({ id, state }) => [id, state])), checks };
}

test("this machine makes half-open checks, and reads the queue and the process of a service of its own user", async () => {
  const { code, states } = await examined([`127.0.0.1:${port}`]);
  expect(states).toMatchObject({
    k6: "ok",
    extension: "ok",
    "half-open": "ok",
    "accept-queue": "ok",
    target: "ok",
    "target-address": "ok",
    "target-place": "ok",
    "target-process": "ok",
  });
  expect(code).toBe(0);
});

test("a closed port is no place for a storm: 110", async () => {
  const { code, canRun, checks } = await examined(["127.0.0.1:1"]);
  expect(checks.find(({ id }) => id === "target")).toMatchObject({ state: "missing", figures: { cause: "refused" } });
  expect([code, canRun]).toEqual([110, false]);
});

test("for people it has a line for each check, and a cure for what is missing", async () => {
  const { code, stdout } = await runCommandLine(["doctor", "127.0.0.1:1"]);
  expect(stdout).toMatch(/^half-open checks +ok /m);
  expect(stdout).toMatch(/^target +not possible +127\.0\.0\.1:1 cannot be reached: .*refused/ms);
  expect(stdout).toContain("cure: start the service");
  expect(stdout).toContain("No storm can be run: target.");
  expect(code).toBe(110);
});

test("a k6 without the extension is told from none at all", async () => {
  const without = await runCommandLine(["doctor"], { env: { PROBE_STORM_K6: "/bin/false" } });
  expect(without.stdout).toMatch(/^k6 +ok /m);
  expect(without.stdout).toMatch(/^extension +not possible /m);
  const none = await runCommandLine(["doctor"], { env: { PROBE_STORM_K6: "/no/such/k6" } });
  expect(none.stdout).toMatch(/^k6 +not possible /m);
  expect([without.code, none.code]).toEqual([110, 110]);
});

test("what is no HOST:PORT is refused in one line, with 104", async () => {
  const { code, stdout, stderr } = await runCommandLine(["doctor", "no port"]);
  expect(stderr).toMatch(/^HOST:PORT: expected [^\n]+\n$/);
  expect([code, stdout]).toEqual([104, ""]);
});

describe.runIf(root)("as root", () => {
  test("nothing is hidden, and packets can be captured", async () => {
    const { states } = await examined([]);
    expect(states).toMatchObject({ processes: "ok", capture: "ok" });
  });

  test("as nobody, without a capability, half-open checks and queues are as before; processes and packets are not", async () => {
    const { code, states, checks } = await examined([`127.0.0.1:${port}`], AS_NOBODY);
    expect(states).toMatchObject({
      "half-open": "ok",
      "accept-queue": "ok",
      "target-place": "ok",
      "target-process": "limited",
      processes: "limited",
      capture: "missing",
    });
    expect(checks.find(({ id }) => id === "capture")!.why).toContain("not permitted");
    expect(code).toBe(0);
  });

  test("in a network namespace of its own only loopback is left, and a target outside is not found", async () => {
    const { states } = await examined(
      [`127.0.0.1:${port}`],
      ["unshare", "--net", "sh", "-c", 'ip link set lo up; exec "$@"', "sh"],
    );
    expect(states).toMatchObject({ network: "limited", target: "missing", "half-open": "ok" });
  });
});

test("with 256 descriptors a large run is not possible, and with 64 none", async () => {
  const limited = (most: number) => examined([], ["sh", "-c", `ulimit -n ${most}; exec "$@"`, "sh"]);
  const few = await limited(256);
  expect(few.checks.find(({ id }) => id === "descriptors")).toMatchObject({
    state: "limited",
    figures: { nodes: 156 },
  });
  const none = await limited(64);
  expect(none.states.descriptors).toBe("missing");
  expect([few.code, none.code]).toEqual([0, 110]);
});
