/** SIGINT in any phase: k6's code 105, an honest journal, and no connection left behind. */
import { expect, test } from "vitest";
import type { PhaseName } from "../../lib/config";
import { runStorm, type Finished } from "../support/k6";
import { expectReports } from "../support/reports";
import { greets, witness, type Contact, type Witness } from "../support/witness";

const INTERRUPTED = 105;
const CHECKERS = "127.0.0.2";

const isCheck = ({ from }: Contact) => from === CHECKERS;
const held = (contacts: readonly Contact[]) => contacts.filter((contact) => isCheck(contact) && !contact.closed);

/** Those of one kind that came last, with none of the other kind since. */
function latest(contacts: readonly Contact[], kind: "checks" | "clients"): readonly Contact[] {
  const isOther = (contact: Contact) => isCheck(contact) !== (kind === "checks");
  return contacts.slice(contacts.map(isOther).lastIndexOf(true) + 1);
}

/** The phases as the target tells them apart. Clients and checks come at ten a second each; eight connections are held. */
const moments: Record<PhaseName, (contacts: readonly Contact[]) => boolean> = {
  baseline: (contacts) => contacts.length >= 10,
  storm: (contacts) => held(contacts).length >= 8,
  night: (contacts) => held(contacts).length >= 8 && latest(contacts, "checks").length >= 20,
  recovery: (contacts) => contacts.some(isCheck) && latest(contacts, "clients").length >= 20,
};

/** Phases before the one to interrupt are as short as can be; that one is too long to end by itself. */
function phases(interrupted: PhaseName): Record<string, string> {
  const order: PhaseName[] = ["baseline", "storm", "night", "recovery"];
  return Object.fromEntries(
    order.map((name, i) => [name.toUpperCase(), i < order.indexOf(interrupted) ? "2s" : "100s"]),
  );
}

interface Interrupted extends Finished {
  /** From the signal to the end of the process. */
  seconds: number;
  /** Of the checks, when the signal was sent. */
  open: number;
}

async function interrupt(
  target: Witness,
  settings: Record<string, string>,
  moment: (contacts: readonly Contact[]) => boolean,
): Promise<Interrupted> {
  let signalled = NaN;
  let open = 0;
  const run = await runStorm({
    settings: { TARGET: target.address, SOURCES: CHECKERS, CLIENT: "greeting", CLIENT_TIMEOUT: "1s", ...settings },
    during: (child) =>
      void target.until(moment).then(() => {
        open = held(target.contacts).length;
        signalled = performance.now();
        child.kill("SIGINT");
      }),
  });
  return { ...run, open, seconds: (performance.now() - signalled) / 1000 };
}

test.concurrent.each<PhaseName>(["baseline", "storm", "night", "recovery"])("in the %s", async (phase) => {
  const target = await witness(greets);
  const run = await interrupt(target, { ...phases(phase), CHECKER: "greeting-wait,hold" }, moments[phase]);
  const journal = await expectReports(run, "inconclusive", INTERRUPTED);

  expect(journal.cutShort).toBe("interrupted");
  expect(journal.reason).toContain(`interrupted in the ${phase}`);
  expect(Object.keys(journal.phases).at(-1)).toBe(phase);
  expect(run.seconds).toBeLessThan(5);
  expect(run.open).toBeGreaterThanOrEqual(phase === "storm" || phase === "night" ? 8 : 0);
  await target.until((contacts) => contacts.every(({ ended, closed }) => closed && ended !== ""));
  await target.stop();
});

test.concurrent("what was lost before stays lost", async () => {
  let struck = false;
  const target = await witness((socket, contact) => {
    struck ||= isCheck(contact);
    if (!struck) greets(socket);
  });
  const given = { ...phases("recovery"), NIGHT: "0s", CHECKER: "fin" };
  const run = await interrupt(target, given, (contacts) => {
    return struck && latest(contacts, "clients").filter(({ closed }) => closed).length >= 20;
  });
  const journal = await expectReports(run, "wedged", INTERRUPTED);

  expect(journal).toMatchObject({ cause: "queued-not-served", cutShort: "interrupted" });
  expect(journal.notes.join()).toContain("the run was interrupted");
  expect(run.seconds).toBeLessThan(5);
  await target.stop();
});
