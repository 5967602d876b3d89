/**
 * HAProxy's regular expressions (PCRE2) in RE2 syntax, which is what an exchange searches with.
 *
 * Only what both know, and what means the same once it is rewritten: `$` also matches before a newline at the end. One pass, no
 * backtracking.
 */

export type Translated =
  | { kind: "pattern"; pattern: string }
  /** Valid for PCRE2, and RE2 cannot do it. */
  | { kind: "unsupported"; reason: string }
  | { kind: "invalid"; reason: string };

/** RE2's limits. */
const MOST_REPEATS = 1_000;
const DEEPEST = 50;
const LONGEST = 4_096;

const SAME_CLASSES = /[dDwW]/;
const CONTROLS = new Map(Object.entries({ a: "\\x07", e: "\\x1b", f: "\\x0c", n: "\\x0a", r: "\\x0d", t: "\\x09" }));
const POSIX = /^\[:\^?(?:alpha|digit|alnum|upper|lower|space|punct|print|graph|cntrl|xdigit|word|ascii|blank):\]/;

class Unsupported extends Error {}
class Invalid extends Error {}

interface Reader {
  text: string;
  at: number;
}

/** @param bytes its characters are bytes */
export function translated(bytes: string): Translated {
  if (bytes.length > LONGEST) return { kind: "unsupported", reason: `longer than ${LONGEST} characters` };
  if (/[\x80-\xff]/.test(bytes)) return { kind: "unsupported", reason: "bytes above 0x7f" };
  const reader = { text: bytes, at: 0 };
  try {
    const { pattern } = alternatives(reader, 0);
    if (reader.at < bytes.length) throw new Invalid("a parenthesis is closed that was not opened");
    return { kind: "pattern", pattern };
  } catch (error) {
    if (error instanceof Unsupported) return { kind: "unsupported", reason: error.message };
    if (error instanceof Invalid) return { kind: "invalid", reason: error.message };
    throw error;
  }
}

/** `repeats`: how often RE2 would write the whole out, which it limits. */
interface Part {
  pattern: string;
  repeats: number;
}

function alternatives(reader: Reader, depth: number): Part {
  if (depth > DEEPEST) throw new Unsupported(`more than ${DEEPEST} parentheses in one another`);
  let pattern = "";
  let repeats = 1;
  while (reader.at < reader.text.length && reader.text[reader.at] !== ")") {
    if (reader.text[reader.at] === "|") {
      pattern += "|";
      reader.at++;
      continue;
    }
    const piece = quantified(reader, depth);
    pattern += piece.pattern;
    repeats = Math.max(repeats, piece.repeats);
  }
  return { pattern, repeats };
}

function quantified(reader: Reader, depth: number): Part {
  const atom = atomAt(reader, depth);
  const quantifier = quantifierAt(reader);
  if (quantifier === null) return atom;
  if (atom.pattern === "(?i)") throw new Invalid("nothing stands before a quantifier");
  if (ASSERTIONS.has(atom.pattern)) throw new Unsupported("a quantifier behind ^, $ or \\b");
  if (quantifierAt(reader) !== null) throw new Invalid("a quantifier stands behind another");
  const repeats = atom.repeats * Math.max(1, quantifier.most);
  if (repeats > MOST_REPEATS) throw new Unsupported(`more than ${MOST_REPEATS} repetitions`);
  return { pattern: atom.pattern + quantifier.text, repeats };
}

const END = "(?:\\n?\\z)";
const ASSERTIONS = new Set(["^", END, "\\b", "\\B", "\\z"]);

function atomAt(reader: Reader, depth: number): Part {
  const char = reader.text[reader.at] ?? "";
  const once = (pattern: string): Part => ({ pattern, repeats: 1 });
  if (char === "(") return group(reader, depth);
  if (char === "[") return once(characterClass(reader));
  if (char === "\\") return once(escape(reader));
  if (/[*+?]/.test(char)) throw new Invalid("nothing stands before a quantifier");
  reader.at++;
  if (char === "$") return once(END);
  if (char === "^" || char === ".") return once(char);
  return once(literal(char));
}

function group(reader: Reader, depth: number): Part {
  const [kind = ""] =
    /^\((?:\*|\?(?:[imsx-]*[:)]|P?<[A-Za-z_]\w*>|[^]?))?/.exec(reader.text.slice(reader.at, reader.at + 80)) ?? [];
  if (kind !== "(" && kind !== "(?:" && kind !== "(?i)" && kind !== "(?i:" && !/^\(\?P?<[A-Za-z_]\w*>$/.test(kind))
    throw new Unsupported(`${kind}, which RE2 does not have`);
  reader.at += kind.length;
  if (kind === "(?i)") return { pattern: kind, repeats: 1 };
  const inside = alternatives(reader, depth + 1);
  if (reader.text[reader.at] !== ")") throw new Invalid("a parenthesis is not closed");
  reader.at++;
  return { pattern: `${kind === "(?i:" ? kind : "(?:"}${inside.pattern})`, repeats: inside.repeats };
}

function quantifierAt(reader: Reader): { text: string; most: number } | null {
  const found = /^(?:[*+?]|\{([0-9]{1,5})(,([0-9]{0,5}))?\})/.exec(reader.text.slice(reader.at, reader.at + 16));
  if (found === null) return null;
  const [least, most] = [Number(found[1] ?? 0), Number(found[3] || found[1] || 1)];
  if (found[1] !== undefined && found[3] && least > most)
    throw new Invalid("the numbers of a quantifier are in the wrong order");
  reader.at += found[0].length;
  const after = reader.text[reader.at];
  if (after === "+") throw new Unsupported("a possessive quantifier, which RE2 does not have");
  if (after === "?") reader.at++;
  return { text: found[0] + (after === "?" ? "?" : ""), most };
}

/** Outside of a class. */
function escape(reader: Reader): string {
  const char = reader.text[reader.at + 1];
  if (char === "b" || char === "B") {
    reader.at += 2;
    return `\\${char}`;
  }
  if (char === "A" || char === "z" || char === "Z") {
    reader.at += 2;
    return { A: "^", z: "\\z", Z: END }[char];
  }
  if (char === "s" || char === "S") {
    reader.at += 2;
    return char === "s" ? "[\\s\\v]" : "[^\\s\\v]";
  }
  return shared(reader);
}

/** An escape that means the same inside of a class. */
function shared(reader: Reader): string {
  const char = reader.text[reader.at + 1];
  if (char === undefined) throw new Invalid("a backslash stands at the end");
  const hex = /^\\x(?:([0-9A-Fa-f]{1,2})|\{([0-9A-Fa-f]{1,6})\})/.exec(reader.text.slice(reader.at, reader.at + 12));
  if (hex !== null) {
    const [, plain, braced = ""] = hex;
    const code = parseInt(plain ?? braced, 16);
    if (code > 0x7f) throw new Unsupported("bytes above 0x7f");
    reader.at += hex[0].length;
    return `\\x${code.toString(16).padStart(2, "0")}`;
  }
  reader.at += 2;
  if (SAME_CLASSES.test(char)) return `\\${char}`;
  const control = CONTROLS.get(char);
  if (control !== undefined) return control;
  if (/[A-Za-z0-9]/.test(char)) throw new Unsupported(`\\${char}, which RE2 does not have`);
  return literal(char);
}

function characterClass(reader: Reader): string {
  const start = reader.at;
  let pattern = "[";
  reader.at++;
  if (reader.text[reader.at] === "^") {
    pattern += "^";
    reader.at++;
  }
  for (let first = true; ; first = false) {
    const char = reader.text[reader.at];
    if (char === undefined) throw new Invalid("a [ is not closed");
    if (char === "]" && !first) break;
    const posix = char === "[" ? POSIX.exec(reader.text.slice(reader.at, reader.at + 12)) : null;
    if (posix !== null) {
      pattern += posix[0];
      reader.at += posix[0].length;
    } else if (char === "\\" && /[sS]/.test(reader.text[reader.at + 1] ?? "")) {
      if (reader.text[reader.at + 1] === "S") throw new Unsupported("\\S inside of [ ]");
      pattern += "\\s\\v";
      reader.at += 2;
    } else if (char === "\\" && reader.text[reader.at + 1] === "b") {
      pattern += "\\x08";
      reader.at += 2;
    } else if (char === "\\") {
      pattern += shared(reader);
    } else {
      pattern += char === "-" ? "-" : literal(char);
      reader.at++;
    }
  }
  reader.at++;
  pattern += "]";
  checkRanges(pattern, reader.text.slice(start, reader.at));
  return pattern;
}

/** RE2 refuses what PCRE2 takes as it comes: a range with a class at one of its ends. */
function checkRanges(pattern: string, written: string): void {
  try {
    // The same syntax as far as it is used here, but for the names of classes.
    new RegExp(pattern.replace(/\[:\^?[a-z]+:\]/g, "\\d"), "u");
  } catch {
    if (/[a-z0-9]-[a-z0-9]/i.test(written)) throw new Invalid("a range is not in order");
    throw new Unsupported(`${written}, which RE2 reads in another way`);
  }
}

/** As itself. */
function literal(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, "0")}`;
  return /[A-Za-z0-9 !"#%&',/:;<=>@_`~]/.test(char) ? char : `\\${char}`;
}
