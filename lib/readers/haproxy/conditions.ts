/**
 * `.if`, `.elif`, `.else` and `.endif`: conditions are about HAProxy's own host and version, which nobody here knows.
 *
 * A condition is taken to hold, and one with `!` before it not to, so that `.if feature(X)` and `.if !feature(X)` never hold both. A note
 * says so where the lines in between are about checks.
 */
import { OPTIONS } from "./check-option";
import type { Word } from "./line-words";
import { noKeyword } from "./not-accepted";
import type { LineNote } from "./notes";

export interface Conditions {
  /** Notes on conditions that were guessed; whole once all lines were taken. */
  readonly notes: LineNote[];
  /** A line that begins with a dot. @returns what is wrong with it; empty: nothing */
  take(keyword: string, words: readonly Word[], line: number): string;
  /** Any other line, whether it counts or not. */
  pass(keyword: string, words: readonly Word[]): void;
  /** Whether the lines here count. */
  hold(): boolean;
  open(): boolean;
}

/** An `.if` that is open: whether its lines count, whether one of its branches has counted, what was guessed, and whether it matters. */
interface Branch {
  counts: boolean;
  done: boolean;
  guesses: LineNote[];
  matters: boolean;
}

/** They say something, and decide nothing. */
const MESSAGES = [".diag", ".notice", ".warning", ".alert"];
const KEYWORDS = [".if", ".elif", ".else", ".endif", ...MESSAGES];

export function conditionsOf(): Conditions {
  const branches: Branch[] = [];
  const notes: LineNote[] = [];
  const judge = (keyword: string, words: readonly Word[], line: number, guesses: LineNote[]): boolean => {
    const text = words.map((word) => word.text).join(" ");
    const { holds, certain } = conditionOf(text);
    const known = certain && words.every(({ unknown }) => unknown.length === 0);
    if (!known) guesses.push({ line, text: `\`${keyword} ${text}\` is taken ${holds ? "" : "not "}to hold` });
    return holds;
  };
  return {
    notes,
    hold: () => branches.every(({ counts }) => counts),
    open: () => branches.length > 0,
    pass(keyword, words) {
      if (isOfChecks(keyword, words)) branches.forEach((branch) => (branch.matters = true));
    },
    take(keyword, words, line) {
      const branch = branches[branches.length - 1];
      if (keyword === ".if") {
        const guesses: LineNote[] = [];
        const holds = judge(keyword, words, line, guesses);
        branches.push({ counts: holds, done: holds, guesses, matters: false });
        return "";
      }
      if (MESSAGES.includes(keyword)) return "";
      if (!KEYWORDS.includes(keyword)) return noKeyword("a line that begins with a dot", keyword, KEYWORDS);
      if (branch === undefined) return `${keyword} without an .if`;
      if (keyword === ".endif") {
        branches.pop();
        if (branch.matters) notes.push(...branch.guesses);
      } else {
        branch.counts = !branch.done && (keyword === ".else" || judge(keyword, words, line, branch.guesses));
        branch.done ||= branch.counts;
      }
      return "";
    },
  };
}

const CHECKS = [
  ...["tcp-check", "http-check", "server", "server-template", "default-server", "disabled", "enabled", "type"],
  ...["defaults", "backend", "listen", "healthcheck", "spread-checks"],
];

function isOfChecks(keyword: string, [first]: readonly Word[]): boolean {
  if (keyword === "option") return OPTIONS.has(first?.text ?? "");
  if (keyword === "timeout") return first?.text === "check" || first?.text === "connect";
  return CHECKS.includes(keyword);
}

interface Truth {
  holds: boolean;
  /** Whether that is no guess. */
  certain: boolean;
}

/** Deeper ones are guessed. */
const DEEPEST = 20;
const CONSTANTS = new Map([
  ["true", true],
  ["false", false],
]);

/** `||` binds less than `&&`, and that less than `!` (src/cfgcond.c). */
function conditionOf(text: string): Truth {
  if (text === "") return { holds: false, certain: true };
  const reader = { rest: text };
  const truth = anyOf(reader, 0);
  return reader.rest.trim() === "" ? truth : { ...truth, certain: false };
}

interface Reader {
  rest: string;
}

function takes(reader: Reader, sign: string): boolean {
  const rest = reader.rest.trimStart();
  if (!rest.startsWith(sign)) return false;
  reader.rest = rest.slice(sign.length);
  return true;
}

function anyOf(reader: Reader, depth: number): Truth {
  const all = [allOf(reader, depth)];
  while (takes(reader, "||")) all.push(allOf(reader, depth));
  return { holds: all.some(({ holds }) => holds), certain: all.every(({ certain }) => certain) };
}

function allOf(reader: Reader, depth: number): Truth {
  const all = [term(reader, depth)];
  while (takes(reader, "&&")) all.push(term(reader, depth));
  return { holds: all.every(({ holds }) => holds), certain: all.every(({ certain }) => certain) };
}

function term(reader: Reader, depth: number): Truth {
  if (depth > DEEPEST) return { holds: true, certain: false };
  if (takes(reader, "!")) {
    const { holds, certain } = term(reader, depth + 1);
    return { holds: !holds, certain };
  }
  if (takes(reader, "(")) {
    const inside = anyOf(reader, depth + 1);
    takes(reader, ")");
    return inside;
  }
  const [atom = ""] = /^\s*[^\s()&|]*(?:\([^)]{0,500}\))?/.exec(reader.rest) ?? [];
  reader.rest = reader.rest.slice(atom.length);
  const word = atom.trim();
  if (/^[0-9]+$/.test(word)) return { holds: Number(word) !== 0, certain: true };
  const constant = CONSTANTS.get(word);
  return { holds: constant ?? true, certain: constant !== undefined };
}
