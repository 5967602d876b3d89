/** What a configuration comes to, in a few lines that people can check against the file: every byte that is sent, and all that decides. */
import { buildChecker } from "../../lib/checkers/build-checker";
import type { Checker, Connection } from "../../lib/model/checker";
import type { Ending, Step } from "../../lib/model/extension";
import type { OutOfReach, Imported } from "../../lib/readers/reader-types";
import { latin1 } from "../../lib/wire/bytes";
import { textsOf } from "../support/printed-notes";

/** The host that stands for the target's. */
const HOST = "TARGET";

export function corpusText({ checks, outOfReach, unchecked = [] }: Imported): string {
  return [
    ...checks.flatMap(({ selector, server, check }) => [
      `${selector} (${check.origin}): ${check.summary}`,
      ...servers(server, check.servers).map((text) => `  checks ${text}`),
      ...checkerLines(buildChecker({ kind: "preset", preset: check }, { host: HOST })),
      "",
    ]),
    ...outOfReach.map((item) => outside("out of reach", item)),
    ...unchecked.map((item) => outside("unchecked", item)),
  ]
    .join("\n")
    .trimEnd()
    .concat("\n");
}

function servers(server: string | null, all: readonly string[] = []): string[] {
  return server === null ? [...all] : [server];
}

function outside(what: string, { selector, place, why, fault }: OutOfReach): string {
  return `${fault === true ? "wrong" : what}: ${selector === "" ? "the file" : selector} (${place}): ${why}`;
}

function checkerLines(checker: Checker): string[] {
  const { intervalMs, fastIntervalMs, downIntervalMs, timeoutMs, rise, fall, nodes, cadence, spread, initially } =
    checker;
  const intervals = [
    `every ${intervalMs} ms`,
    ...(fastIntervalMs === undefined ? [] : [`${fastIntervalMs} ms while it changes its mind`]),
    ...(downIntervalMs === undefined ? [] : [`${downIntervalMs} ms while down`]),
  ];
  return [
    `  ${intervals.join(", ")}, timeout ${timeoutMs} ms, rise ${rise}, fall ${fall}, ${initially} first`,
    `  nodes ${nodes}, ${cadence}, ${spread}${(checker.decidesAtOnce ?? []).length > 0 ? ", an answer decides at once" : ""}`,
    ...checker.connections.flatMap(connectionLines),
    ...textsOf(checker.notes, "unsupported").map((text) => `  not emulated: ${text}`),
    ...textsOf(checker.notes, "note").map((text) => `  note: ${text}`),
  ];
}

function connectionLines({ handshake, port, host, steps, ending }: Connection): string[] {
  const to = `${host ?? HOST}${port === undefined ? "" : `:${port}`}`;
  const where = to === HOST ? "" : ` to ${to}`;
  return [
    `  ${handshake === "full" ? "connect" : handshake}${where}`,
    ...steps.map((step) => `  ${stepText(step as Step)}`),
    `  ${endingText(ending)}`,
  ];
}

function stepText(step: Step): string {
  const { kind, ...rest } = step;
  if (step.kind === "send") return `send ${bytesText(step.hex)}`;
  if (step.kind === "expect") {
    const { match, ...how } = step;
    const { kind: by, ...what } = match;
    return `expect ${by} ${details(what)}${details({ ...how, kind: undefined })}`.trimEnd();
  }
  return `${kind} ${details(rest)}`.trimEnd();
}

function endingText({ kind, ...rest }: Ending): string {
  return `${kind} ${details(rest)}`.trimEnd();
}

function details(fields: object): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => {
      if (key === "hex") return bytesText(value as string);
      return `${key}=${typeof value === "string" && /^\S+$/.test(value) ? value : JSON.stringify(value)}`;
    })
    .join(" ")
    .concat(" ");
}

function bytesText(hex: string): string {
  const text = latin1(hex);
  return /^[\x20-\x7e\r\n\t]*$/.test(text) ? JSON.stringify(text) : `0x${hex}`;
}
