/** The verdict is true at the balancer's own rate: a storm at many times that rate finds harm sooner, and may do harm of its own. */
import { expect, test, vi } from "vitest";
import type { Journal, Verdict } from "../../lib/model/journal";
import { digits } from "../../lib/text/format";
import { runStorm, type Finished } from "../support/k6";
import { expectReports } from "../support/reports";
import { serveFlaw } from "../support/server";
import { afterN, slowAfter } from "../support/services/of-clients-alone";
import { oneAtATime } from "../support/services/one-at-a-time";
import type { Service } from "../support/services/service";
import { hasTool } from "../support/tools";
import { greets, witness, type Contact } from "../support/witness";

vi.setConfig({ testTimeout: 240_000 });

const HELLO = { CLIENT: "send-expect", CLIENT_SEND: "HELLO\\r\\n", CLIENT_EXPECT: "regex:WELCOME" };
const GREETING = { CLIENT: "greeting" };
/** Storm and recovery with time for a service to be harmed, and to forget it. */
const BRIEF = { BASELINE: "8s", STORM: "8s", NIGHT: "0s", RECOVERY: "8s", CLIENT_TIMEOUT: "2s" };

const kinds = ({ findings }: Journal) => findings.map(({ kind }) => kind);
const headline = ({ stdout }: Finished) => stdout.trimStart().split("\n\n")[0]!.replace(/\s+/g, " ");

async function stormOn(flaw: string, settings: Record<string, string>): Promise<Finished> {
  const server = await serveFlaw(flaw);
  const run = await runStorm({ settings: { ...BRIEF, ...settings, TARGET: server.address } });
  await server.stop();
  return run;
}

async function expectHarmlessAtOwnRate(run: Finished): Promise<Journal> {
  const journal = await expectReports(run, "held");
  expect(journal.factor).toBeGreaterThan(10);
  expect(journal.harm).toMatchObject({ atOwnRate: "no", factor: journal.factor });
  expect(journal.harm!.checksBefore).toBeGreaterThan(0);
  expect(journal.secondStorm).toMatchObject({ factor: 1 });
  expect(journal.secondStorm!.phases.storm!.clients.acceptedRatio).toBe(1);
  expect(journal.secondStorm!.firstGates.some(({ ok }) => !ok)).toBe(true);
  expect(journal.phases.storm!.clients.acceptedRatio).toBeLessThan(0.99);
  expect(kinds(journal)).toContain("raised-rate");
  expect(headline(run)).toContain("at the balancer's own rate; ");
  expect(headline(run)).toContain(`harmed at ${digits(journal.factor)} times that`);
  return journal;
}

test.concurrent("a limit within 4 s that one check in 10 s never meets: held", async () => {
  const run = await stormOn("limited-per-window", { ...HELLO, CHECKER: "kubelet", CLIENT_RATE: "1" });
  const journal = await expectHarmlessAtOwnRate(run);
  // It has forgotten within 4 s; the seconds of the clients are whole.
  expect(journal.harm!.forgetsAfterMs).toBeLessThanOrEqual(6_000);
});

test.concurrent("a limit per second that two checks a second never meet: held", async () => {
  const run = await stormOn("limited-per-second", { ...GREETING, CHECKER: "alibaba-clb", SPEEDUP: "50" });
  const journal = await expectHarmlessAtOwnRate(run);
  expect(journal.factor).toBe(50);
});

test.concurrent("what never comes back has only counted: wedged, without a second storm", async () => {
  const settings = { ...GREETING, CHECKER: "alibaba-clb", SPEEDUP: "5", RECOVERY: "4s", WATCH: "3s" };
  const run = await stormOn("stuck-greeting", settings);
  const journal = await expectReports(run, "wedged");
  expect(journal).toMatchObject({ factor: 5, secondStorm: null, cause: "queued-not-served" });
  expect(journal.harm).toMatchObject({ atOwnRate: "yes", forgetsAfterMs: null, factor: 5 });
  expect(headline(run)).toContain("at 5 times the balancer's own rate");
});

test.concurrent("a check that is held until the next one is never shortened: 5 s, whatever the storm", async () => {
  const silent: number[] = [];
  const target = await witness(oneAtATime((ms) => silent.push(ms)));
  const run = await runStorm({
    settings: {
      ...{
        ...BRIEF,
        STORM: "25s",
        CLIENT_RATE: "1",
        CLIENT: "send-expect",
        CLIENT_SEND: "PING",
        CLIENT_EXPECT: "PONG\\r\\n",
      },
      ...{ TARGET: target.address, CHECKER: "azure-lb" },
    },
  });
  await target.stop();
  const journal = await expectReports(run, "degraded");
  expect(journal).toMatchObject({ cause: "queued-not-served", factor: 1, secondStorm: null });
  expect(journal.harm).toMatchObject({ atOwnRate: "yes" });
  // Clients that gave up had made their request. The last check ends with the storm.
  expect(silent.length).toBeGreaterThanOrEqual(4);
  for (const ms of silent.slice(0, -1)) expect(Math.abs(ms - 5_000)).toBeLessThan(500);
});

/** After so many clients that the control, or the clients of the storm, have brought it about. */
const LATER = { BASELINE: "10s", NIGHT: "0s" };
const SOON = { BASELINE: "2s", NIGHT: "0s" };
const DEFAULT = { THRESHOLDS: "default" };

const withPython = hasTool("python3") ? test.concurrent : test.skip;

withPython.each<{
  name: string;
  serve: () => Promise<Service>;
  settings: Record<string, string>;
  verdicts: Verdict[];
}>([
  { name: "turns all away after 150", serve: () => afterN(150), settings: {}, verdicts: ["inconclusive"] },
  {
    name: "turns all away after 150, in the storm",
    serve: () => afterN(150),
    settings: LATER,
    verdicts: ["inconclusive", "wedged"],
  },
  { name: "slow after 35", serve: () => slowAfter(35), settings: DEFAULT, verdicts: ["held", "inconclusive"] },
  {
    name: "slow after 35, in the storm",
    serve: () => slowAfter(35),
    settings: { ...DEFAULT, ...SOON },
    verdicts: ["inconclusive", "degraded", "wedged"],
  },
])("clients alone harm it, and the checks are not blamed: $name", async ({ serve, settings, verdicts }) => {
  const service = await serve();
  const run = await runStorm({
    settings: { ...GREETING, TARGET: `127.0.0.1:${service.port}`, CHECKER: "half-open", ...settings },
  });
  await service.stop();
  expect(run.journal, run.stderr).not.toBeNull();
  const { verdict, attribution, reason } = run.journal!;
  await expectReports(run, verdict);
  expect(verdicts, reason).toContain(verdict);
  if (verdict === "degraded" || verdict === "wedged") expect(attribution, reason).toBe("weak");
});

test.concurrent("Ctrl-C in the second storm: what the own rate does is not known", async () => {
  const CHECKS = "127.0.0.2";
  /** What was reset before it was accepted has no address left, and no client does that. */
  const isCheck = ({ from }: Contact) => from === CHECKS || from === "";
  /** Fifty within a second, and whoever comes on top is hung up on. */
  const times: number[] = [];
  const target = await witness((socket) => {
    times.push(performance.now());
    const recent = times[Math.max(0, times.length - 51)]!;
    if (times.length > 50 && performance.now() - recent < 1_000) socket.destroy();
    else greets(socket);
  });
  /** Clients alone came for 2 s and more after the first check, and then a check again. */
  const inSecondStorm = (contacts: readonly Contact[]) => {
    const first = contacts.findIndex(isCheck);
    let alone = 0;
    return contacts.slice(first < 0 ? contacts.length : first).some((contact) => {
      const again = alone >= 20 && isCheck(contact);
      alone = isCheck(contact) ? 0 : alone + 1;
      return again;
    });
  };
  const run = await runStorm({
    settings: {
      ...{ ...BRIEF, ...GREETING, TARGET: target.address, SOURCES: CHECKS },
      ...{ CHECKER: "alibaba-clb", SPEEDUP: "50", SECOND_STORM: "100s" },
    },
    during: (child) => void target.until(inSecondStorm).then(() => child.kill("SIGINT")),
  });
  expect(inSecondStorm(target.contacts)).toBe(true);
  const journal = await expectReports(run, "inconclusive", 105);
  expect(journal).toMatchObject({ cutShort: "interrupted", harm: { atOwnRate: "unknown", factor: 50 } });
  await target.until((contacts) => contacts.every(({ closed }) => closed));
  await target.stop();
});
