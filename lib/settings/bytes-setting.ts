/** Bytes in settings: text with escapes, or hex. They travel as lower-case hex. */
import type { Match } from "../model/extension";
import { hexOfText } from "../wire/bytes";
import { refusal } from "../text/refusal";
import { isWellFormed } from "../text/well-formed";
import type { Outside, Syntax } from "../source/syntax";

const ESCAPES: Record<string, string> = { r: "0d", n: "0a", t: "09", "0": "00", "\\": "5c" };

/** Hex digits in pairs, spaces between them allowed; null for anything else. */
export function plainHex(text: string): string | null {
  const digits = text.replace(/\s+/g, "").toLowerCase();
  return /^([0-9a-f]{2})+$/.test(digits) ? digits : null;
}

export const bytes: Syntax<string> = {
  accepts: "text, with the escapes \\r \\n \\t \\0 \\\\ \\xHH, or hex: and pairs of hex digits",
  read(text, name) {
    if (text.startsWith("hex:")) {
      const hex = plainHex(text.slice(4));
      if (hex === null) throw refusal(name, text, this.accepts);
      return hex;
    }
    if (!isWellFormed(text)) throw refusal(name, text, this.accepts, { why: "it is not valid Unicode" });
    let hex = "";
    let at = 0;
    for (let slash = text.indexOf("\\"); slash >= 0; slash = text.indexOf("\\", at)) {
      const letter = text.charAt(slash + 1);
      const digits = letter === "x" ? text.slice(slash + 2, slash + 4) : "";
      const byte = letter === "x" ? plainHex(digits) : ESCAPES[letter];
      if (!byte)
        throw refusal(name, text, this.accepts, { why: `the backslash at character ${slash + 1} begins no escape` });
      hex += hexOfText(text.slice(at, slash)) + byte;
      at = slash + 2 + digits.length;
    }
    return hex + hexOfText(text.slice(at));
  },
};

/** Empty where there is none. RE2 repeats behind its words what it stumbles over: that may be secret. */
export function patternFault(pattern: string, outside: Pick<Outside, "regexError">): string {
  return outside.regexError(pattern).replace(/: `.*$/s, "");
}

export const match: Syntax<Match> = {
  accepts: `${bytes.accepts}, or regex: and a pattern in RE2 syntax`,
  read(text, name, outside) {
    if (!text.startsWith("regex:")) return { kind: "literal", hex: bytes.read(text, name, outside) };
    const pattern = text.slice("regex:".length);
    if (pattern === "") throw refusal(name, text, this.accepts, { why: "the pattern is empty" });
    const wrong = patternFault(pattern, outside);
    if (wrong !== "") throw refusal(name, text, this.accepts, { why: wrong });
    return { kind: "regex", pattern };
  },
};
