/** The word for a check's outcome: real HAProxy's own, for the same configuration text and the same answers, is the measure. */
import { beforeAll, describe, expect, test } from "vitest";
import { checkStatus } from "../../lib/checkers/check-status";
import { hasTool } from "../support/tools";
import { meet, type Met } from "./haproxy/meet";
import { canNetwork } from "./haproxy/network";
import { answerCases } from "./haproxy/answer-cases";
import { outcomeCases } from "./haproxy/outcome-cases";

const cases = [...outcomeCases, ...answerCases];

/** The times differ by half seconds: neither is ever early, and a busy machine may make both late. */
const halfSeconds = (ms: number) => Math.floor((ms + 50) / 500) * 500;

describe.skipIf(!canNetwork || !["haproxy", "python3"].every(hasTool))("HAProxy's word for", () => {
  let met: Met;
  beforeAll(async () => {
    met = await meet(cases);
  });

  const all = cases.map((one, i) => ({ ...one, selector: `b${i}/s` }));
  test.each(all)("$title: $word", ({ selector, word, lastsMs }) => {
    const results = met.results.get(selector)!;
    const own = checkStatus(met.checkers.get(selector)!, results, true).word;
    const last = results[results.length - 1]!;
    expect(`${own} ${last.error}`).toBe(`${met.real.get(selector)} ${last.error}`);
    expect(met.real.get(selector)).toBe(word);
    if (lastsMs === undefined) return;
    const ownMs = results.reduce((sum, { totalMs }) => sum + totalMs, 0);
    expect([ownMs, met.durations.get(selector)!].map(halfSeconds)).toEqual([lastsMs, lastsMs]);
  });
});
