/** A journal.json that somebody hands us: what is not one is refused, and what it quotes cannot steer a terminal. */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { AnyJournal } from "../../model/any-journal";
import { readFile } from "../../source/read-file";
import { errorLine } from "../../text/error-line";
import { printable } from "../../text/format";
import { refusal, type Refusal } from "../../text/refusal";
import { hasFields } from "../../text/shape";
import { outsideFrom } from "./outside";

const SCHEMA = "probe-storm/1";
const KINDS: readonly unknown[] = ["storm", "comparison", "sweep", "minimal"] satisfies AnyJournal["kind"][];

const EXPECTED = "the journal.json of a run, or the folder that it is in";

/**
 * Whether it has all that a report needs is not looked at.
 *
 * @param command what a refusal calls it
 * @param path as the user wrote it: the file, or its folder
 * @throws Refusal
 */
export function readJournal(command: string, path: string): AnyJournal {
  const text = readFile(command, path, journalPath(path), EXPECTED, outsideFrom(process.cwd()));
  const refused = (why: string): Refusal => refusal(command, path, EXPECTED, { why });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refused(`it is no JSON (${printable(errorLine(error))})`);
  }
  if (!hasFields(value, "schema", "kind")) throw refused("it has no schema and no kind");
  if (value.schema !== SCHEMA) throw refused(`its schema is not ${SCHEMA}`);
  if (!KINDS.includes(value.kind)) throw refused(`its kind is none of ${KINDS.join(", ")}`);
  return legible(value) as unknown as AnyJournal;
}

function journalPath(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? join(path, "journal.json") : path;
}

/** Every text in it without what a terminal would obey. Only a command may have several lines. */
function legible(value: unknown, key = ""): unknown {
  if (typeof value === "string") {
    return key === "command" ? value.split("\n").map(printable).join("\n") : printable(value);
  }
  if (Array.isArray(value)) return value.map((one) => legible(one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [printable(name), legible(one, name)]));
}
