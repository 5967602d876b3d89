/** `http-check expect status 200,300-310` and `rstatus ^2`. */
import { anyHttpStatus, codesBetween, httpStatus } from "../../wire/haproxy/http-expect";
import type { Expect } from "../../wire/haproxy/rules";
import { SyntaxFault, type Arguments } from "./arguments";
import { anyPasses, anything, regexPattern, type Negatable } from "./expect-match";
import { failure, success, type Result } from "./result";
import { noNumber } from "./not-accepted";

export function readStatusPattern(keyword: "status" | "rstatus", text: string, words: Arguments): Negatable {
  const codes = keyword === "status" ? success(statusCodes(text)) : matchingCodes(text);
  if (!codes.ok) {
    words.notes.push({ line: words.line, text: anyPasses(keyword, text, codes.reason) });
    return () => anything("status");
  }
  return (not) => ({ expect: statusExpect(codes.value, not), part: "status" });
}

function statusExpect(codes: ReadonlySet<number>, not: boolean): Expect {
  // No code at all: nothing matches, or everything does.
  return codes.size > 0 ? httpStatus(codes, not) : anyHttpStatus(!not);
}

/** `200,201,300-310` */
function statusCodes(text: string): ReadonlySet<number> {
  const codes = new Set<number>();
  for (const item of text.split(",")) {
    const range = /^([0-9]{0,9})(?:-([0-9]{0,9}))?$/.exec(item);
    if (range === null) throw new SyntaxFault(noNumber("status", text, "codes and ranges such as 200,300-399"));
    const [, from = "", to = from] = range;
    const [first, last] = [Number(from), Number(to)];
    if (first > last) throw new SyntaxFault(`status ${JSON.stringify(text)}: ${item} is no range`);
    codesBetween(first, last).forEach((code) => codes.add(code));
  }
  return codes;
}

/** The codes that a regular expression finds something in; each has three digits, so they can all be tried. */
function matchingCodes(text: string): Result<ReadonlySet<number>> {
  const regex = regexPattern(text);
  if (!regex.ok) return regex;
  // What JavaScript reads as RE2 does, and in no time.
  const pattern = regex.value.replace(/\(\?:\\n\?\\z\)/g, "$").replace(/\\z/g, "$");
  if (text.length > 60 || /\{[0-9]{2}/.test(text) || /\(\?[^:]|\[:/.test(pattern))
    return failure("too unusual for a status code");
  const tried = new RegExp(pattern);
  return success(new Set(codesBetween(100, 999).filter((code) => tried.test(String(code)))));
}
