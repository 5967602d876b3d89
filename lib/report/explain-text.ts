/** Writes what `probe-storm explain` prints. */
import type { Cadence, Provenance, Initially } from "../model/checker";
import { effects, type Incident } from "./incident-list";
import { counted, digits, duration, listed } from "../text/format";
import { wrap } from "./layout";
import type { Explained, ExplainedConnection } from "./explain";
import { payloadLines, stepTexts } from "./explained-steps";
import { rungLine, type Rung } from "./ladder";
import { capital } from "./sentence";
import { noteText } from "./note-text";
import { wireClasses } from "../checkers/wire-class";
import { lastOf } from "../model/non-empty";

const WIDTH = 110;
const INDENT = "  ";

/** At most this many incidents of a kind are shown; docs/checkers.md has them all. */
const MOST_INCIDENTS = 5;

/** @param before what was explained above: the incidents of its kind are not told again */
export function explainText(explained: Explained, before: readonly Explained[] = []): string {
  const { name, summary, connections, evidence, assumptions, unsupported, mistakes, notes, origin, selector, servers } =
    explained;
  return [
    ...wrap(summary, WIDTH, `${selector ?? name}: `),
    ...(servers.length > 0 ? wrap(`checks ${some(servers)}; a run checks TARGET`, WIDTH, INDENT) : []),
    ...notes.flatMap((note) => wrap(noteText(note), WIDTH, INDENT)),
    ...section("On the wire", [
      ...item(wireClasses[explained.wire]),
      ...connections.flatMap(({ to, port, ladder, steps }, i) => [
        ...(connections.length > 1
          ? ["", `${INDENT}${i + 1}. to ${to}`]
          : to === "the target"
            ? []
            : ["", `${INDENT}to ${to}`]),
        "",
        ...withPort(ladder, port).map((rung) => `${INDENT}${INDENT}${rungLine(rung)}`),
        ...told(stepTexts(steps).flatMap(item)),
        ...told(payloadLines(steps, WIDTH - 8).map((line) => `${INDENT}${INDENT}${line}`)),
      ]),
    ]),
    ...section("How often", cadenceTexts(explained).flatMap(item)),
    ...section("What it believes", item(beliefText(explained))),
    ...section(
      "How that is known",
      evidence.flatMap((one) => item(evidenceText(one))),
    ),
    // Without the checker's name, which stands above.
    ...section(
      "Assumed",
      assumptions.flatMap(({ text }) => item(text)),
    ),
    ...section("Mistakes in the file", mistakes.map(noteText).flatMap(item)),
    ...section("Not emulated", unsupported.map(noteText).flatMap(item)),
    ...section("What its kind has done to services", incidentLines(explained, before)),
    "",
    origin === null ? "" : `Read from ${origin}.`,
  ]
    .join("\n")
    .trimEnd();
}

function incidentLines({ wire, product, incidents }: Explained, before: readonly Explained[]): string[] {
  const above = before.find((other) => other.wire === wire);
  if (above !== undefined && incidents.length > 0) return item(`as told of ${above.selector ?? above.name}`);
  // Each effect on the service is told once, by a report that names the product itself where there is one.
  const names = ({ products = [] }: Incident) => product !== null && products.includes(product);
  const told = incidents
    .filter((one) => {
      const alike = incidents.filter(({ effect }) => effect === one.effect);
      return one === (alike.find(names) ?? alike[0]);
    })
    .slice(0, MOST_INCIDENTS);
  const more = incidents.length - told.length;
  return [
    ...told.flatMap(({ system, effect, what, links }) => [
      ...item(`${system}: ${effects[effect]}. ${capital(what)}`),
      ...links.map((link) => `${INDENT}${INDENT}${link}`),
    ]),
    ...(more > 0 ? item(`and ${more} more in docs/checkers.md, kind ${wire}`) : []),
  ];
}

/** The first packet says where it goes. */
function withPort([syn, ...others]: readonly Rung[], port: number | null): Rung[] {
  return syn === undefined ? [] : [{ ...syn, note: port === null ? "to TARGET's port" : `to port ${port}` }, ...others];
}

/** Below the ladder, which shows what is sent in short. */
function told(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", ...lines];
}

function some(items: readonly string[]): string {
  return items.length <= 5 ? listed(items) : `${items.slice(0, 5).join(", ")} and ${items.length - 5} more`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines];
}

function item(text: string): string[] {
  return wrap(text, WIDTH - 4, `${INDENT}- `);
}

export function cadenceTexts(explained: Explained): string[] {
  const { intervalMs, fastIntervalMs, downIntervalMs, nodes, checksPerHour, connections } = explained;
  const other = [
    ...(fastIntervalMs === null ? [] : [`every ${duration(fastIntervalMs)} while it makes up its mind`]),
    ...(downIntervalMs === null ? [] : [`every ${duration(downIntervalMs)} while it is DOWN`]),
  ];
  const held = checksPerHour === null;
  const rate = held
    ? `${counted(nodes * connections.length, "connection")}, held to the end of the phase and opened again where the target ends them`
    : `a check every ${duration(intervalMs)} from ${nodes === 1 ? "one node" : `each of ${nodes} nodes`}: ${digits(checksPerHour)} an hour`;
  return [[rate, ...other].join("; "), patienceText(explained), ...(held ? [] : [paceText(explained)])];
}

/** Where connections differ, the times of the most patient one. */
function patienceText({ connections, timeoutMs }: Explained): string {
  const longest = (of: (one: ExplainedConnection) => number | null | undefined) =>
    Math.max(...connections.map((one) => of(one) ?? 0));
  const connectMs = longest((one) => one.connectTimeoutMs);
  if (connectMs === 0) return `given up after ${duration(timeoutMs)}`;
  const steps = [
    { ms: longest(({ withinMs }) => withinMs.tls), what: "a TLS handshake" },
    { ms: longest(({ withinMs }) => withinMs.expect), what: "an answer" },
  ].filter(({ ms }) => ms > 0);
  const parts = [{ ms: connectMs, what: "a connection" }, ...steps].map(
    ({ ms, what }) => `${duration(ms)} without ${what}`,
  );
  if (steps.length === 0) parts.push(`${duration(longest((one) => one.timeoutMs))} behind it`);
  return `given up after ${choice(parts)}`;
}

/** `a, b or c`. */
function choice(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} or ${lastOf(parts)}`;
}

const NEXT: Record<Cadence, string> = {
  "fixed-rate": "at a fixed rate",
  "after-completion": "the next one is due an interval after the last has ended",
  ticker: "at a fixed rate, and at once after a check that lasted longer than the interval",
};

function paceText({ cadence, spread, nodes }: Explained): string {
  const first = {
    aligned: nodes === 1 ? "the first one at once" : "all nodes at the same moment",
    staggered: nodes === 1 ? "the first one at once" : "the nodes spread evenly over the interval",
    random: nodes === 1 ? "the first one anywhere in the interval" : "the nodes anywhere in the interval",
  }[spread];
  return `${NEXT[cadence]}; ${first}`;
}

const FIRST: Record<Initially, string> = {
  up: "UP before the first check",
  "up-unproven": "UP before the first check, and DOWN at once if that one fails",
  down: "DOWN before the first check",
  "down-unproven": "DOWN before the first check, and UP at once if that one succeeds",
};

export function beliefText({ rise, fall, decidesAtOnce, initially }: Explained): string {
  const atOnce = decidesAtOnce.length === 0 ? "" : " to connect or to be answered, and at once after a wrong answer";
  return `DOWN after ${inARow(fall, "failure")}${atOnce}, UP after ${inARow(rise, "success", "successes")}; ${FIRST[initially]}`;
}

function inARow(count: number, one: string, more = `${one}s`): string {
  return count === 1 ? `one ${one}` : `${count} ${more} in a row`;
}

const FROM: Record<Provenance["from"], string> = {
  source: "its source",
  documentation: "its documentation",
  capture: "seen on the wire of the real program",
  "third-party": "somebody else's account",
  configuration: "the configuration",
};

export function evidenceText({ from, text, url }: Provenance): string {
  return `${FROM[from]}: ${text}${url === undefined ? "" : ` (${url})`}`;
}
