/** This side runs out of something: descriptors, source ports, processor time. */
import { expect, test } from "vitest";
import { runStorm, SHORT } from "../support/k6";
import { canUnshare, expectOwnTrouble, inNamespaces } from "../support/trouble";
import { greets, witness } from "../support/witness";

const GREETED = { ...SHORT, CLIENT: "greeting", CLIENT_TIMEOUT: "1s" };
/** Who closes first keeps its port for a minute of TIME_WAIT, as it does everywhere but on loopback. */
const FEW_PORTS = ["ip_local_port_range 40000 40059", "tcp_tw_reuse 0"].map((setting) => {
  const [name, ...value] = setting.split(" ");
  return `echo ${value.join(" ")} > /proc/sys/net/ipv4/${name}`;
});
const FEW_DESCRIPTORS = ["bash", "-c", 'ulimit -n 64; exec "$@"', "bash"];

test.concurrent("too few descriptors are refused before the first packet", async () => {
  const target = await witness(greets);
  const run = await runStorm({
    settings: { ...GREETED, TARGET: target.address, CHECKER: "hold", NODES: "100" },
    within: FEW_DESCRIPTORS,
  });
  await target.stop();
  expect([run.code, run.journal, target.contacts]).toEqual([104, null, []]);
  expect(run.stderr).toMatch(
    /NODES: expected .*, got \\"100\\": .* need up to \d+ descriptors open, and `ulimit -n` is 64/,
  );
});

test.skipIf(!canUnshare).concurrent("source ports used up", async () => {
  const run = await runStorm({
    settings: { ...GREETED, FLAW: "healthy-greeting", CHECKER: "greeting-wait", INTERVAL: "20ms" },
    within: inNamespaces(["--net"], ["ip link set lo up", ...FEW_PORTS]),
  });
  const journal = expectOwnTrouble(
    run,
    /harness errors: \d+ × connect 127\.0\.0\.1:\d+: cannot assign requested address/,
  );

  const { baseline, storm } = journal.phases;
  expect(baseline!.clients.acceptedRatio).toBe(1);
  expect(Object.keys(storm!.clients.causes)).toEqual(["harness"]);
  expect(journal.checkers[0]!.causes).toEqual({ harness: journal.checkers[0]!.probes.failed });
});

test.skipIf(!canUnshare).concurrent("source ports used up, and FAIL_FAST takes it for a lost gate", async () => {
  const run = await runStorm({
    settings: {
      ...GREETED,
      FLAW: "healthy-greeting",
      CHECKER: "greeting-wait",
      INTERVAL: "20ms",
      STORM: "100s",
      FAIL_FAST: "1",
    },
    within: inNamespaces(["--net"], ["ip link set lo up", ...FEW_PORTS]),
  });
  const journal = expectOwnTrouble(
    run,
    /harness errors: \d+ × connect 127\.0\.0\.1:\d+: cannot assign requested address/,
  );
  expect(journal.cutShort).toBe("fail-fast");
});

test.skipIf(!canUnshare).concurrent("no route", async () => {
  const run = await runStorm({
    settings: { ...SHORT, TARGET: "10.77.0.1:25", CHECKER: "rst", CLIENT: "connect" },
    within: inNamespaces(["--net"], []),
  });
  expectOwnTrouble(run, /harness errors: \d+ × connect 10\.77\.0\.1:25: network is unreachable/);
});

test.concurrent("a generator that is given no processor time", async () => {
  const target = await witness(greets);
  const run = await runStorm({
    settings: {
      ...GREETED,
      TARGET: target.address,
      CHECKER: "greeting-wait",
      SOURCES: "127.0.0.2",
      THRESHOLDS: "default",
    },
    during: (child) =>
      void target
        .until((contacts) => contacts.filter(({ from }) => from === "127.0.0.2").length >= 10)
        .then(() => {
          child.kill("SIGSTOP");
          setTimeout(() => child.kill("SIGCONT"), 2_000);
        }),
  });
  const journal = expectOwnTrouble(run, /the generator stood still for up to \d/);
  await target.stop();

  expect(journal.harness.lagMs.max).toBeGreaterThan(1_500);
  expect(journal.advice.join()).toContain("nothing else to do");
});
