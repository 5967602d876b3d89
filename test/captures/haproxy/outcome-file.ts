/** Cases of outcome-cases.ts or answer-cases.ts as one configuration of HAProxy, and the services that they speak to. */
import { SERVICE } from "./network";
import type { OutcomeCase } from "./outcome-cases";
import type { Move } from "./peer";

/** Where nobody listens. */
const SHUT = 3_999;

/** @param i which of the cases; the next port is its second one */
export const outcomePort = (i: number) => 4_000 + 2 * i;

/** Backend `b0` with its server `s`, `b1` with its own, … */
export function outcomeFile(cases: readonly OutcomeCase[]): string {
  return [
    "defaults\n  mode tcp\n  timeout connect 1s\n  timeout check 1500ms\n  timeout client 5s\n  timeout server 5s\n",
    ...cases.map(({ lines = [], server = "" }, i) => {
      const at = `server s ${SERVICE}:${outcomePort(i)} check inter 1s ${server}`;
      return [`backend b${i}`, ...[...lines, at].map((line) => `  ${filled(line, i)}`), ""].join("\n");
    }),
  ].join("\n");
}

export function outcomeScripts(cases: readonly OutcomeCase[]): Record<number, Move[]> {
  const scripts: Record<number, Move[]> = {};
  cases.forEach(({ service, second }, i) => {
    if (service !== undefined) scripts[outcomePort(i)] = service;
    if (second !== undefined) scripts[outcomePort(i) + 1] = second;
  });
  return scripts;
}

function filled(text: string, i: number): string {
  return text
    .replace(/PORT2/g, String(outcomePort(i) + 1))
    .replace(/PORT/g, String(outcomePort(i)))
    .replace(/SHUT/g, String(SHUT));
}
