/** DNS over TCP: one question for an address, behind its length, and the answer to it. https://www.rfc-editor.org/rfc/rfc1035 (4.2.2) */
import type { Step } from "../model/extension";
import { hexOfText, lengthPrefixed } from "./bytes";
import { begins, is, send, skip } from "./steps";

/** The question's number, which its answer has as well. */
export const DNS_ID = "7073";

const RECURSION = { desired: "0100", "not desired": "0000" };
const ONE_QUESTION = "0001000000000000";
const A_IN = "00010001";

/** @param name without the last dot */
export function dnsQuestion(name: string, recursion: keyof typeof RECURSION): string {
  const labels = name.split(".").map((label) => lengthPrefixed(hexOfText(label), 1));
  return lengthPrefixed(`${DNS_ID}${RECURSION[recursion]}${ONE_QUESTION}${labels.join("")}00${A_IN}`, 2);
}

/**
 * A checker's query. It takes the length of whatever is answered and as many bytes, and leaves what lies behind them unread; then the number
 * decides, and the bit that tells an answer from a question.
 */
export function dnsQuery(name: string): Step[] {
  return [
    send(dnsQuestion(name, "desired")),
    { kind: "expect", match: { kind: "message", length: "uint16", exact: true }, keep: true },
    skip(2),
    begins(DNS_ID),
    is("^[^\\x00-\\x7f]", 1),
  ];
}
