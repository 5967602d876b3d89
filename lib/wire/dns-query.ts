/** DNS over TCP: one question for an address, behind its length (RFC 1035, 4.2.2), and the answer to it. */
import type { Step } from "../model/extension";
import { be, hexOfText } from "./bytes";

const ID = "7073";
const RECURSION_DESIRED = "0100";
const ONE_QUESTION = "0001000000000000";
const A_IN = "00010001";

/** @param name without the last dot */
export function dnsQuery(name: string): Step[] {
  const labels = name.split(".").map((label) => be(label.length, 1) + hexOfText(label));
  const question = `${ID}${RECURSION_DESIRED}${ONE_QUESTION}${labels.join("")}00${A_IN}`;
  return [
    { kind: "send", hex: be(question.length / 2, 2) + question },
    // The length, the question's number and the flags.
    { kind: "expect", match: { kind: "length", bytes: 6 } },
  ];
}
