/** A journal.json that somebody hands us: what is not one is refused, and what it quotes cannot steer a terminal. */
import { statSync, type Stats } from "node:fs";
import { join } from "node:path";
import type { AnyJournal } from "../../model/any-journal";
import { JOURNAL_KINDS, JOURNAL_SCHEMA, VERDICTS } from "../../model/journal-kinds";
import { readFile } from "../../source/read-file";
import { errorLine } from "../../text/error-line";
import { amount, grouped, printable } from "../../text/format";
import { legalXml } from "../../report/legal-xml";
import { refusal, type Refusal } from "../../text/refusal";
import { outsideFrom } from "./outside";

const EXPECTED = "the journal.json of a run, or the folder that it is in";

/** Four days of seconds have less. */
const LARGEST_BYTES = 100 * 2 ** 20;
/** No run writes deeper objects or longer texts. */
const DEEPEST = 32;
const LONGEST_TEXT = 20_000;

/**
 * Whether it has all that a report needs is not looked at.
 *
 * @param command what a refusal calls it
 * @param path as the user wrote it: the file, or its folder
 * @throws Refusal
 */
export function readJournal(command: string, path: string): AnyJournal {
  const refused = (why: string): Refusal => refusal(command, path, EXPECTED, { why });
  const text = textOf(command, path, refused);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refused(`it is no JSON (${printable(errorLine(error))})`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw refused("it is no JSON object");
  // The first versions knew one kind, and did not name it.
  const { schema, kind = "storm" } = value as { schema?: unknown; kind?: unknown };
  if (schema === undefined) throw refused("it has no schema");
  if (schema !== JOURNAL_SCHEMA) throw refused(foreignSchema(schema));
  if (!JOURNAL_KINDS.some((known) => known === kind)) throw refused(`its kind is none of ${JOURNAL_KINDS.join(", ")}`);
  if (isDeeper(value, DEEPEST)) throw refused(`it is nested deeper than ${DEEPEST} levels, as no journal is`);
  if (!verdictsOf({ ...value, kind }).every((verdict) => VERDICTS.some((known) => known === verdict))) {
    throw refused(`its verdict is none of ${VERDICTS.join(", ")}`);
  }
  return legible({ ...value, kind }) as AnyJournal;
}

/** Its own, and those of its arms: reports have no sentence for another one. */
function verdictsOf(journal: { kind: unknown; verdict?: unknown; arms?: unknown }): unknown[] {
  const { kind, verdict, arms } = journal;
  if (kind === "storm") return [verdict];
  if (kind !== "comparison") return [];
  const ofArms = Array.isArray(arms) ? arms.map((arm: { verdict?: unknown } | null) => arm?.verdict) : [];
  return [verdict, ...ofArms];
}

function textOf(command: string, path: string, refused: (why: string) => Refusal): string {
  const file = statsOf(path)?.isDirectory() === true ? join(path, "journal.json") : path;
  const found = statsOf(file);
  // A pipe would be waited for, and a device has no end.
  if (found !== undefined && !found.isFile() && !found.isDirectory()) throw refused("it is no regular file");
  if (found !== undefined && found.size > LARGEST_BYTES) {
    throw refused(`it has ${grouped(found.size)} bytes, and at most ${amount(LARGEST_BYTES)} are read`);
  }
  return readFile(command, path, file, EXPECTED, outsideFrom(process.cwd()));
}

/** undefined: it cannot be looked at; reading it tells why. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function foreignSchema(schema: unknown): string {
  const version = typeof schema === "string" ? /^probe-storm\/(\d{1,6})$/.exec(schema)?.[1] : undefined;
  return version === undefined
    ? `its schema is not ${JOURNAL_SCHEMA}`
    : `its schema is probe-storm/${version}, and this version of probe-storm reads ${JOURNAL_SCHEMA}`;
}

/** Level by level: JSON may be deeper than a program can call itself. */
function isDeeper(value: unknown, most: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    const below: unknown[] = [];
    for (const one of level) {
      for (const part of Object.values(one as object)) if (typeof part === "object" && part !== null) below.push(part);
    }
    level = below;
  }
  return false;
}

/** Every text in it without what a terminal would obey or XML has no form for, and no longer than a report can show. Only a command may have several lines. */
function legible(value: unknown, key = ""): unknown {
  if (typeof value === "string") {
    const text = value.length <= LONGEST_TEXT ? value : `${value.slice(0, LONGEST_TEXT - 1)}…`;
    return key === "command" ? text.split("\n").map(plain).join("\n") : plain(text);
  }
  if (Array.isArray(value)) return value.map((one) => legible(one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [plain(name), legible(one, name)]));
}

function plain(text: string): string {
  return legalXml(printable(text));
}
