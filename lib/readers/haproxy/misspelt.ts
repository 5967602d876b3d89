/** Words that are nearly a keyword of checks are refused: HAProxy would refuse them, and nobody shall run without the check meant. */
import { nearest } from "../../text/refusal";
import { SyntaxFault } from "./arguments";

/** Keywords and options that look like one of a check, and are none: all that HAProxy has up to 3.5. */
const UNRELATED = [
  ...["log-health-checks", "checkcache", "http-server-close", "prefer-last-server", "load-server-state-from-file"],
  ...["use-server", "server-state-file-name", "h1-case-adjust-bogus-server", "external-check"],
];

/** @param what stands before the word in the refusal, `option ` */
export function refuseSlip(word: string, known: Iterable<string>, what = ""): void {
  if (!/che?c?k|server/.test(word) || UNRELATED.includes(word)) return;
  const near = nearest(word, [...known]);
  throw new SyntaxFault(`unknown ${what}${JSON.stringify(word)}${near === undefined ? "" : `; did you mean ${near}?`}`);
}
