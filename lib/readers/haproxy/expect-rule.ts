/** `tcp-check expect` and `http-check expect`. */
import type { Match } from "../../model/extension";
import { containing, httpHeader, httpStatus, codesBetween } from "../../wire/haproxy/http-expect";
import type { Expect } from "../../wire/haproxy/rules";
import { Wrong, type Arguments } from "./arguments";
import { binaryRegex } from "./binary-regex";
import { formatted } from "./log-format";
import { translated } from "./regex";
import { isHex } from "./hex";

type Part = "bytes" | "status" | "header" | "body";

const TCP = ["string", "rstring", "string-lf", "binary", "rbinary", "binary-lf"];
const HTTP = ["status", "rstatus", "string", "rstring", "string-lf", "hdr", "fhdr"];
const OTHERS = [
  "min-recv",
  "comment",
  "on-success",
  "on-error",
  "ok-status",
  "error-status",
  "tout-status",
  "status-code",
];

const WORDS: Record<string, { key: "ok" | "wrong" | "late"; accepted: string[] }> = {
  "ok-status": { key: "ok", accepted: ["L4OK", "L6OK", "L7OK", "L7OKC"] },
  "error-status": { key: "wrong", accepted: ["L4CON", "L6RSP", "L7RSP", "L7STS", "L7OKC"] },
  "tout-status": { key: "late", accepted: ["L4TOUT", "L6TOUT", "L7TOUT"] },
};

/** HAProxy waits for as much as its buffer holds, 16 kB, whatever is asked for. */
const LARGEST_BUFFER = 16_384;

interface Pattern {
  expect: Expect;
  part: Part;
}

export function readExpect(words: Arguments, http: boolean): Pattern {
  const kinds = http ? HTTP : TCP;
  const others: Partial<Expect> = {};
  let not = false;
  let pattern: ((not: boolean) => Pattern) | undefined;
  if (!words.more) throw new Wrong("expect needs a pattern behind it");
  while (words.more) {
    let keyword = words.next();
    if (keyword.startsWith("!")) {
      const marks = /^!+/.exec(keyword)![0].length;
      if (marks % 2 === 1) not = !not;
      keyword = keyword.slice(marks) || words.value("!", "a pattern");
      if (OTHERS.includes(keyword)) throw new Wrong(`! goes with a pattern, not with ${keyword}`);
    }
    if (kinds.includes(keyword)) {
      if (pattern !== undefined) throw new Wrong("expect takes one pattern");
      pattern = readPattern(keyword, words, http);
    } else if (keyword === "min-recv") {
      const text = words.value(keyword, "a number");
      if (!/^(?:-1|[0-9]{1,9})$/.test(text))
        throw new Wrong(`min-recv ${JSON.stringify(text)}: accepted are -1 and whole numbers`);
      if (text !== "-1") others.minBytes = Math.min(Number(text), LARGEST_BUFFER);
    } else if (Object.keys(WORDS).includes(keyword)) {
      const { key, accepted } = WORDS[keyword]!;
      const word = words.value(keyword).toUpperCase();
      if (!accepted.includes(word))
        throw new Wrong(`${keyword} ${JSON.stringify(word)}: accepted are ${accepted.join(", ")}`);
      others[key] = word;
      if (keyword === "error-status" && word === "L7OKC")
        words.notes.push({
          line: words.line,
          text: "`error-status L7OKC` is not emulated: a mismatch is a failure here",
        });
    } else if (OTHERS.includes(keyword)) {
      words.value(keyword);
    } else {
      throw new Wrong(`expect: accepted are ${[...kinds, ...OTHERS].join(", ")}, not ${JSON.stringify(keyword)}`);
    }
  }
  if (pattern === undefined) throw new Wrong("expect needs a pattern");
  const { expect, part } = pattern(not);
  return { expect: { ...expect, ...others }, part };
}

function readPattern(keyword: string, words: Arguments, http: boolean): (not: boolean) => Pattern {
  if (keyword === "hdr" || keyword === "fhdr") return headerPattern(keyword, words);
  const text = words.value(keyword, "a pattern");
  const { line, notes } = words;
  const note = (cannot: string) => notes.push({ line, text: `\`${keyword} ${text}\`: ${cannot}: any answer passes` });
  if (keyword === "status") return status(statusCodes(text));
  if (keyword === "rstatus") {
    const codes = matchingCodes(text);
    if ("cannot" in codes) {
      note(codes.cannot);
      return () => ANY;
    }
    return status(codes.codes);
  }
  const part: Part = http ? "body" : "bytes";
  const match = bytesMatch(keyword, text);
  if ("cannot" in match) {
    note(match.cannot);
    return () => ({ expect: { kind: "expect", match: { kind: "any" } }, part });
  }
  return (not) => ({ expect: { kind: "expect", match: match.match, ...(not && { not }) }, part });
}

const ANY: Pattern = { expect: { kind: "expect", match: { kind: "any" } }, part: "status" };

function bytesMatch(keyword: string, text: string): { match: Match } | { cannot: string } {
  switch (keyword) {
    case "string":
      return { match: containing(text) };
    case "binary":
      if (!isHex(text)) throw new Wrong(`binary ${JSON.stringify(text)}: accepted are pairs of hex digits`);
      return { match: { kind: "contains", hex: text.toLowerCase() } };
    case "rstring":
      return regexMatch(text);
    case "rbinary": {
      const shape = translated(text);
      if ("wrong" in shape) throw new Wrong(`rbinary ${JSON.stringify(text)}: ${shape.wrong}`);
      return binaryRegex(text);
    }
    default: {
      const { text: plain, unknown } = formatted(text, new Map());
      if (unknown.length > 0 || plain === "") return { cannot: `${unknown.join(", ")} is not known here` };
      return bytesMatch(keyword.slice(0, -"-lf".length), plain);
    }
  }
}

function regexMatch(text: string): { match: Match } | { cannot: string } {
  const regex = translated(text);
  if ("wrong" in regex) throw new Wrong(`the regular expression ${JSON.stringify(text)}: ${regex.wrong}`);
  return "cannot" in regex ? regex : { match: { kind: "regex", pattern: regex.pattern } };
}

function status(codes: ReadonlySet<number>): (not: boolean) => Pattern {
  return (not) => {
    // No code at all: nothing matches, or everything does.
    const expect: Expect =
      codes.size === 0
        ? {
            kind: "expect",
            match: { kind: "regex", pattern: "^HTTP/" },
            minBytes: 0,
            ...(!not && { not: true }),
            wrong: "L7STS",
          }
        : httpStatus(codes, not);
    return { expect, part: "status" };
  };
}

/** `200,201,300-310` */
function statusCodes(text: string): ReadonlySet<number> {
  const codes = new Set<number>();
  for (const item of text.split(",")) {
    const range = /^([0-9]{0,9})(?:-([0-9]{0,9}))?$/.exec(item);
    if (range === null)
      throw new Wrong(`status ${JSON.stringify(text)}: accepted are codes and ranges such as 200,300-399`);
    const [first, last] = [Number(range[1]), Number(range[2] ?? range[1])];
    if (first > last) throw new Wrong(`status ${JSON.stringify(text)}: ${item} is no range`);
    codesBetween(first, last).forEach((code) => codes.add(code));
  }
  return codes;
}

/** The codes that a regular expression finds something in; each has three digits, so they can all be tried. */
function matchingCodes(text: string): { codes: ReadonlySet<number> } | { cannot: string } {
  const regex = translated(text);
  if ("wrong" in regex) throw new Wrong(`the regular expression ${JSON.stringify(text)}: ${regex.wrong}`);
  if ("cannot" in regex) return regex;
  // What JavaScript reads as RE2 does, and in no time.
  const pattern = regex.pattern.replace(/\(\?:\\n\?\\z\)/g, "$").replace(/\\z/g, "$");
  if (text.length > 60 || /\{[0-9]{2}/.test(text) || /\(\?[^:]|\[:/.test(pattern))
    return { cannot: "too unusual for a status code" };
  const tried = new RegExp(pattern);
  return { codes: new Set(codesBetween(100, 999).filter((code) => tried.test(String(code)))) };
}

/** `hdr name [-m METHOD] NAME [value [-m METHOD] VALUE]` */
function headerPattern(keyword: string, words: Arguments): (not: boolean) => Pattern {
  const cannot: string[] = [];
  const read = (what: "name" | "value") => {
    const format = words.peek() === `${what}-lf`;
    const here = words.next();
    let method = "str";
    let text = words.value(here, "a pattern");
    if (text === "-m") {
      method = words.value("-m", "str, beg, end, sub or reg");
      if (!["str", "beg", "end", "sub", "reg"].includes(method))
        throw new Wrong(`-m ${JSON.stringify(method)}: accepted are str, beg, end, sub and reg`);
      text = words.value(here, "a pattern");
    }
    if (format) {
      const plain = formatted(text, new Map());
      if (plain.unknown.length > 0) cannot.push(`${plain.unknown.join(", ")} is not known here`);
      text = plain.text;
    }
    const made = headerText(method, text, what === "name");
    if ("cannot" in made) cannot.push(made.cannot);
    return "cannot" in made ? "" : made.pattern;
  };
  if (!["name", "name-lf"].includes(words.peek())) throw new Wrong(`${keyword} needs name and a pattern behind it`);
  const name = read("name");
  const value = ["value", "value-lf"].includes(words.peek()) ? read("value") : undefined;
  if (cannot.length > 0) {
    words.notes.push({ line: words.line, text: `\`${keyword}\`: ${cannot.join("; ")}: any answer passes` });
    return () => ANY;
  }
  return (not) => ({ expect: httpHeader(name, value, keyword === "fhdr", not), part: "header" });
}

/** Within one line of the headers. */
function headerText(method: string, text: string, name: boolean): { pattern: string } | { cannot: string } {
  const others = name ? "[^:\\r\\n]*" : "[^\\r\\n]*?";
  const escaped = translated(text.replace(/[^A-Za-z0-9]/g, "\\$&"));
  const regex = method === "reg" ? translated(text.replace(/^\^|\$$/g, "")) : escaped;
  if ("wrong" in regex) throw new Wrong(`the regular expression ${JSON.stringify(text)}: ${regex.wrong}`);
  if ("cannot" in regex) return regex;
  // These would look beyond the line.
  if (method === "reg" && /\[\^|\\[DWSsz]|[$^]/.test(regex.pattern))
    return { cannot: `-m reg ${text} is not emulated` };
  const before = method === "end" || method === "sub" || (method === "reg" && !text.startsWith("^"));
  const after = method === "beg" || method === "sub" || (method === "reg" && !text.endsWith("$"));
  const pattern = `${before ? others : ""}(?:${regex.pattern})${after ? others : ""}`;
  return { pattern: name ? `(?i:${pattern})` : pattern };
}
