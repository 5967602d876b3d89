/** Reads a YAML (1.2) or JSON file into Data. JSON is YAML, so one parser does both. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  parseDocument,
  type Document,
  type Scalar,
} from "yaml";
import { errorLine } from "../text/error-line";
import { Refusal, refusal } from "../text/refusal";
import { inBrackets, quoted, type Data } from "./data";
import { wrong } from "./place";
import { readFile } from "./read-file";
import type { Outside } from "./syntax";

/** Aliases can blow a small file up to any size, or to no end; and k6's interpreter has no limit to its stack but memory. */
const MOST_VALUES = 20_000;
/** The limit for a file of many documents: the manifests of a whole cluster are long. */
const MOST_IN_DOCUMENTS = 200_000;
const DEEPEST = 100;

/**
 * @param setting the setting that names the file
 * @param accepts what it takes
 */
export function readDataFile(setting: string, file: string, accepts: string, outside: Outside): Data {
  return parseData(setting, file, readFile(setting, file, file, accepts, outside));
}

const EXPECTED = "a file in YAML or JSON";

export function parseData(setting: string, file: string, text: string): Data {
  if (deepest(text) > DEEPEST)
    throw refusal(setting, file, `at most ${DEEPEST} levels`, { why: "it is nested deeper" });
  const lines = new LineCounter();
  const at = (offset: number) => `line ${lines.linePos(offset).line}, column ${lines.linePos(offset).col}`;
  try {
    const document = parseDocument(text, { version: "1.2", lineCounter: lines, prettyErrors: false });
    const fault = document.errors[0] ?? document.warnings[0];
    if (fault !== undefined)
      throw refusal(setting, file, EXPECTED, {
        why: `${at(fault.pos[0])}: ${withoutQuotes(fault.message)}`,
      });
    return toData(document, file, lines, { most: MOST_VALUES, left: MOST_VALUES }, false);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw refusal(setting, file, EXPECTED, { why: errorLine(error) });
  }
}

/**
 * All documents of a YAML file, such as Kubernetes manifests; empty ones are left out.
 *
 * @param merges `<<` takes in the fields of other maps, as YAML 1.1 has it; not every program that reads YAML does that
 * @throws Refusal `file:line: reason`
 */
export function parseDocuments(file: string, text: string, { merges = false } = {}): Data[] {
  return parseEachDocument(file, text, { merges }).map((document) => {
    if ("refusal" in document) throw new Refusal(document.refusal);
    return document;
  });
}

/** A document that is no YAML. */
export interface WrongDocument {
  line: number;
  /** The whole line, which begins with the place. */
  refusal: string;
}

/** The same, where a document that is wrong takes away no other; what is too deep or too much is still refused as a whole. */
export function parseEachDocument(file: string, text: string, { merges = false } = {}): (Data | WrongDocument)[] {
  const wrongLine = (line: number, reason: string) => wrong({ name: file }, line, reason);
  if (deepest(text) > DEEPEST) throw wrongLine(1, `it is nested more than ${DEEPEST} deep`);
  const lines = new LineCounter();
  try {
    const documents = parseAllDocuments(text, { version: "1.2", lineCounter: lines, prettyErrors: false });
    const room = { most: MOST_IN_DOCUMENTS, left: MOST_IN_DOCUMENTS };
    return [...documents]
      .map((document): Data | WrongDocument => {
        const error = document.errors[0] ?? document.warnings[0];
        if (error === undefined) return toData(document, file, lines, room, merges);
        const { line } = lines.linePos(error.pos[0]);
        return { line, refusal: wrongLine(line, `not YAML: ${withoutQuotes(error.message)}`).message };
      })
      .filter((document) => "refusal" in document || document.kind !== "empty");
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const reason = errorLine(error);
    throw wrongLine(Number(/ line (\d+)/.exec(reason)?.[1] ?? 1), `not YAML: ${reason}`);
  }
}

/** How deep the text may be nested, at the most: brackets that are open, and list marks in a row; not those of comments. */
function deepest(withComments: string): number {
  // In a line without quotes a comment can only be one, or stand within a text: there is no nesting behind it.
  const text = withComments.replace(/^[^"'\n]*$/gm, (line) => line.replace(/(?:^|\s)#.*/, ""));
  let open = 0;
  let most = 0;
  for (const character of text) {
    if (character === "[" || character === "{") most = Math.max(most, ++open);
    else if (character === "]" || character === "}") open = Math.max(0, open - 1);
  }
  const rows = text.match(/([-?:][ \t]+)+/g) ?? [];
  return rows.reduce((max, row) => Math.max(max, row.replace(/[ \t]+/g, "").length), most);
}

/** @param room for how many values there is room, in all documents of a file */
function toData(
  document: Document,
  file: string,
  lines: LineCounter,
  room: { readonly most: number; left: number },
  merges: boolean,
): Data {
  function convert(node: unknown, path: string, fallbackLine: number, depth: number): Data {
    if (--room.left < 0) throw new Error(`more than ${room.most} values`);
    if (depth > DEEPEST) throw new Error(`nested more than ${DEEPEST} deep`);
    if (isAlias(node)) {
      const named = node.resolve(document);
      if (named === undefined) throw new Error(`the alias in line ${lineOf(node, fallbackLine)} stands for nothing`);
      return convert(named, path, lineOf(node, fallbackLine), depth + 1);
    }
    const line = lineOf(node, fallbackLine);
    if (isMap(node)) {
      const fields = new Map<string, Data>();
      const merged: Data[] = [];
      for (const { key, value } of node.items) {
        const name = scalarText(key as Scalar);
        if (merges && name === "<<" && (key as Scalar).type === "PLAIN") {
          merged.push(convert(value, path, lineOf(key, line), depth + 1));
          continue;
        }
        fields.set(name, convert(value, path === "" ? name : `${path}.${name}`, lineOf(key, line), depth + 1));
      }
      // What the map says itself wins, and of several maps the first.
      for (const other of merged.flatMap(mapsOf))
        for (const [name, value] of other) if (!fields.has(name)) fields.set(name, value);
      return {
        kind: "map",
        fields,
        file,
        path,
        line,
        text: inBrackets(
          [...fields].map(([k, v]) => `${k}: ${quoted(v)}`),
          "{}",
        ),
      };
    }
    if (isSeq(node)) {
      const items = node.items.map((item, index) => convert(item, `${path}[${index}]`, line, depth + 1));
      return { kind: "list", items, file, path, line, text: inBrackets(items.map(quoted), "[]") };
    }
    if (!isScalar(node) || node.value === null || node.value === "")
      return { kind: "empty", file, path, line, text: "" };
    const raw = node.type === "PLAIN" || node.type === "QUOTE_SINGLE";
    return { kind: "scalar", raw, file, path, line, text: scalarText(node) };
  }

  function lineOf(node: unknown, fallback: number): number {
    const range = (node as { range?: [number, number, number] | null } | null)?.range;
    return range ? lines.linePos(range[0]).line : fallback;
  }

  return convert(document.contents, "", 1, 0);
}

/** What `<<` names: a map, or a list of them. */
function mapsOf(data: Data): ReadonlyMap<string, Data>[] {
  const all = data.kind === "list" ? data.items : [data];
  return all.map((one) => {
    if (one.kind !== "map") throw new Error(`<< in line ${data.line} names neither a map nor a list of maps`);
    return one.fields;
  });
}

/** As it was written: `0x10` and `1e3` stay what they are, and are refused where a whole number is asked for. */
function scalarText(node: Scalar): string {
  if (!isScalar(node)) throw new Error("a key must be a single value");
  return typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
}

/** The parser quotes what it stumbles over, behind a colon as a rule; that may be a password. */
function withoutQuotes(message: string): string {
  return message.replace(/(?<=\S): .*$/s, "").replace(/ ["!*&]\S.*$| version .*$/s, "");
}
