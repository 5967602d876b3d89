/** What a page says of runs, comparisons, sweeps and searches that did not go as planned. */
import { expect, test } from "vitest";
import type { ArmJournal, Comparison } from "../../../lib/model/comparison";
import type { Journal } from "../../../lib/model/journal";
import type { Point, SweepJournal } from "../../../lib/model/trials-journal";
import { bands } from "../../../lib/experiments/sweep-delays";
import { edgesOf } from "../../../lib/experiments/edges";
import { pageOf } from "../../support/report-page";
import { stats } from "../../judge/run";
import { armOf, concluded, WEDGED } from "../../experiments/arms";
import { journalOf } from "../journals";
import { comparison, journals, minimal } from "./pages";

/** As it is read: without tags, and with its spaces alike. */
const readOf = (page: string) =>
  page
    .replace(/<[^>]*>/g, " ")
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, " ");

test("a comparison that was cut short says so, and one that was not does not", () => {
  const cut = "The run was cut short; the arms that were over by then are kept.";
  expect(pageOf({ ...comparison, cutShort: "interrupted" })).toContain(cut);
  expect(pageOf(comparison)).not.toContain(cut);
});

test("an arm that was not run stands among the pictures with the reason", () => {
  const page = readOf(pageOf(comparison));
  expect(page).toContain("hold: not run handshake, held to the end, FIN rst left the target wedged");
  expect(page).toContain(
    "Not run: hold, because rst left the target wedged, and nothing restarts it without RESET_URL.",
  );
});

test("where GATE leaves arms out, the page names those that decide", () => {
  const arms = [armOf("half-open"), armOf("rst", WEDGED)];
  expect(pageOf(concluded(arms, ["half-open"]).comparison)).toContain("Decided by half-open.");
  expect(pageOf(concluded(arms).comparison)).not.toContain("Decided by");
});

test("of clients that only connected the page says what a connection proves", () => {
  const kernel = "a connection that opens does not prove that the service took it";
  const client = { kind: "connect", evidence: "kernel" } as const;
  expect(pageOf(journalOf({ client, kernelEvidence: "accept" }))).toContain(kernel);
  expect(pageOf(journals.held!)).not.toContain(kernel);
  const arm = armOf("haproxy", { client, kernelEvidence: "accept" });
  expect(pageOf(concluded([arm]).comparison)).toContain("does not prove that the service took them:</b> haproxy.");
});

test("weak attribution is told with its reason", () => {
  const late = journalOf({ storm: "150+ 50-" });
  expect(late.attribution).toBe("weak");
  expect(readOf(pageOf(late))).toContain(`Weak attribution: ${late.attributionReason}`);
  expect(pageOf(journals.wedged!)).not.toContain("Weak attribution");
});

test("of a process that was read in part the page says why, and of one that was not read as well", () => {
  const leak = journals["a recorded run with a leak"] as Journal;
  const partly = { ...leak, process: { ...leak.process, reason: "owned by another user" } };
  expect(readOf(pageOf(partly))).toContain("read in part only owned by another user");
  expect(readOf(pageOf(leak))).not.toContain("read in part only");
  expect(readOf(pageOf(journals.held!))).toContain("Nothing is known of leaks.");
  expect(readOf(pageOf(journals.held!))).toMatch(/not read \S/);
});

test("a limit has all that saves a gate, and the limit in place of a noisy baseline", () => {
  const gate = (literal: Parameters<typeof journalOf>[0]) => {
    const journal = journalOf(literal);
    return { gate: journal.gates.find(({ measure }) => measure === "slowdown")!, page: readOf(pageOf(journal)) };
  };
  const saved = gate({ storm: { order: "200+", answerMs: stats(200, 15) } });
  expect(saved.gate).toMatchObject({ ok: true, atMost: 5, ignoreBelowMs: 50 });
  expect(saved.gate.noisyLimitMs).toBeUndefined();
  expect(saved.page).toMatch(/storm-slowdown ✓.met at most 5 times, or less than 50 ms more 8.33.times/);
  const noisy = gate({
    baseline: { order: "100+", answerMs: { ...stats(100, 4), p95: 172 } },
    storm: { order: "200+", answerMs: stats(200, 400) },
  });
  expect(noisy.gate).toMatchObject({ ok: false, noisyLimitMs: 222 });
  expect(noisy.page).toMatch(/storm-slowdown ✕.lost at.most.222.ms /);
});

test("of the conditions of a verdict no figure stands without its unit", () => {
  expect(pageOf(journals.held!)).toMatch(
    /<th scope="col">condition<\/th>\s*<th scope="col">result<\/th>\s*<th scope="col">in words<\/th>/,
  );
});

const many = (count: number): Comparison => {
  const [held, wedged] = comparison.arms as [ArmJournal, ArmJournal];
  const arms = Array.from({ length: count }, (_, index) => ({
    ...(index === count - 1 ? wedged : held),
    name: `arm-${index}`,
  }));
  const unsafe = [arms[count - 1]!.name];
  return { ...comparison, arms, safe: arms.map(({ name }) => name).filter((name) => !unsafe.includes(name)), unsafe };
};

test.each([40, 66])("of %i arms those without a picture or a row are counted, and an unsafe one has both", (count) => {
  const page = pageOf(many(count));
  const pictures = [...page.matchAll(/<h3>(arm-\d+): /g)].map(([, name]) => name);
  expect(pictures.length).toBeLessThan(count);
  expect(pictures[0]).toBe(`arm-${count - 1}`);
  expect(page).toContain(`<p class="note">… ${count - pictures.length} more in journal.json</p>`);
  const [, figures] = page.split('aria-label="Table: What the checkers did"');
  const rows = [...figures!.split("</table>")[0]!.matchAll(/<th scope="row">([^<]*)<\/th>/g)].map(([, name]) => name);
  expect(rows[0]).toBe(`arm-${count - 1}`);
  expect(rows.at(-1)).toBe(`… ${count - rows.length + 1} more in journal.json`);
});

test("arms that all have room keep their order, and none is counted as left out", () => {
  const page = pageOf(comparison);
  expect([...page.matchAll(/<h3>(\S+): /g)].map(([, name]) => name)).toEqual(["half-open", "rst", "hold"]);
  expect(page).not.toContain("more in journal.json");
});

test("settings, gates and changes that have no room are counted", () => {
  const held = journals.held as Journal;
  const settings = Array.from({ length: 70 }, (_, index) => ({ name: `N${index}`, value: "1", from: "file" as const }));
  const gates = Array.from({ length: 65 }, (_, index) => ({ ...held.gates[0]!, name: `gate-${index}` }));
  const page = pageOf({ ...held, settings, gates });
  expect(page.match(/… \d+ more in journal\.json/g)).toEqual(["… 5 more in journal.json", "… 10 more in journal.json"]);
  const [change] = comparison.changes;
  const changes = Array.from({ length: 63 }, (_, index) => ({ ...change!, cure: `cure ${index}` }));
  expect(pageOf({ ...comparison, changes })).toContain("… 3 more in journal.json");
});

const recorded = journals["a recorded sweep"] as SweepJournal;
const point = (delayMs: number, outcome: Point["outcome"]): Point => ({
  ...{ delayMs, outcome, runs: 2, harmed: outcome === "harmed" ? 2 : outcome === "mixed" ? 1 : 0 },
  verdicts: outcome === "harmless" ? ["held", "held"] : ["wedged", outcome === "mixed" ? "held" : "wedged"],
  cause: outcome === "harmed" ? "refused" : null,
});
const sweepOf = (...points: Point[]): SweepJournal => ({
  ...recorded,
  sweep: { ...recorded.sweep, rates: [{ ratePerSecond: 10, bands: bands(points), edges: edgesOf(points), points }] },
});
const headOf = (journal: SweepJournal) => readOf(/<h1[\s\S]*?<\/h1>/.exec(pageOf(journal))![0]).trim();

test("the sentence of a sweep tells what was found where there is no edge", () => {
  expect(headOf(sweepOf())).toBe("DELAY SWEEP no delay was tried.");
  expect(readOf(pageOf(sweepOf()))).toContain("Not looked at.");
  expect(headOf(sweepOf(point(0, "unclear"), point(1, "unclear")))).toBe(
    "DELAY SWEEP nothing can be said of any delay that was tried.",
  );
  expect(headOf(sweepOf(point(0, "harmed"), point(1, "harmed")))).toBe(
    "DELAY SWEEP harm at every delay that was tried.",
  );
  expect(headOf(sweepOf(point(0, "harmed"), point(1, "unclear"), point(2, "harmed")))).toBe(
    "DELAY SWEEP no edge between harm and none was found: of 3 delays, harm at 2 and nothing can be said of 1.",
  );
  expect(headOf(sweepOf(point(0, "harmed"), point(1, "harmless"), point(2, "harmed")))).toBe(
    "DELAY SWEEP 2 edges between harm and none.",
  );
});

test("delays whose runs disagree and those of which nothing is known are drawn and named as such", () => {
  const page = pageOf(sweepOf(point(0, "mixed"), point(10, "unclear"), point(1000, "harmless")));
  expect(readOf(page)).toContain("0 ms: mixed, 10 ms: unclear, 1000 ms: harmless");
  expect(page).toMatch(/<text [^>]*>\?<\/text>/);
  expect(readOf(page)).toContain("10 ms unclear nothing could be said");
});

test("a sweep that is not complete says why", () => {
  expect(pageOf({ ...recorded, ended: "the run was cut short" })).toContain("Not complete: the run was cut short.");
  expect(pageOf(recorded)).not.toContain("Not complete");
});

test("a search that is not complete says why once: in what it found", () => {
  const ended = "the run was cut short";
  const page = pageOf({ ...minimal, ended, finding: `Nothing can be said: ${ended}.`, command: "" });
  expect(page.split(ended).length - 1).toBe(1);
});
