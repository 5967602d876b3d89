/**
 * `check` says HAProxy's own word: `k6 run dist/check.js` with the same file, against the same service, at the same moment.
 *
 * One HAProxy has all backends; each row of outcome-cases.ts and answer-cases.ts is one of them, and one run of `check`.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { CheckResult } from "../../lib/model/check-event";
import { RUN_FLAGS, settingFlags } from "../../lib/node/k6-start";
import { K6_ROOT, runK6 } from "../support/k6";
import { hasTool } from "../support/tools";
import type { Statuses } from "./haproxy/haproxy";
import { withHaproxy } from "./haproxy/meet";
import { canNetwork, OURS, SERVICE, type Network } from "./haproxy/network";
import { answerCases } from "./haproxy/answer-cases";
import { outcomeCases } from "./haproxy/outcome-cases";
import { outcomePort } from "./haproxy/outcome-file";

const cases = [...outcomeCases, ...answerCases];
const SCRIPT = join(K6_ROOT, "dist", "check.js");
/** Runs of k6 at the same time. */
const SIDE_BY_SIDE = 6;
/** A process for each case; a busy machine takes its time for a hundred of them. */
const MEETS_WITHIN_MS = 600_000;

interface Checked {
  code: number | null;
  said: string;
}

function meet(): Promise<{ real: Statuses; own: Checked[] }> {
  return withHaproxy(cases, async ({ net, folder, text, real }) => {
    const file = join(folder, "ours.cfg");
    writeFileSync(file, text);
    return { real, own: await checks(net, file) };
  });
}

async function checks(net: Network, file: string): Promise<Checked[]> {
  const own: Checked[] = [];
  let next = 0;
  const inTurn = async () => {
    for (let i = next++; i < cases.length; i = next++) {
      const settings = {
        ...{ TARGET: `${SERVICE}:${outcomePort(i)}`, CHECKER: `file:${file}#b${i}/s`, SOURCES: OURS },
        ...{ ALLOW_HOSTS: "10.77.0.99", PROGRESS: "events" },
      };
      const args = ["run", "--no-color", ...RUN_FLAGS, SCRIPT, ...settingFlags(settings)];
      const { code, stdout, stderr } = await runK6(args, { within: net.checkers });
      own[i] = { code, said: stdout || stderr };
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, inTurn));
  return own;
}

describe.skipIf(!canNetwork || !["haproxy", "python3"].every(hasTool))("check says as HAProxy", () => {
  let met: Awaited<ReturnType<typeof meet>>;
  beforeAll(async () => {
    met = await meet();
  }, MEETS_WITHIN_MS);

  test.each(cases.map((one, i) => ({ ...one, i })))("$title: $word", ({ i, word }) => {
    const { code, said } = met.own[i] ?? { code: null, said: "" };
    expect(said).toMatch(/^\{"check":1,"kind":"check",/);
    const result = JSON.parse(said) as CheckResult;
    expect(`${result.outcome} ${said}`).toBe(`${met.real.get(`b${i}/s`)} ${said}`);
    expect(result.outcome).toBe(word);
    expect({ code, passed: result.passed }).toEqual(
      word.includes("OK") ? { code: 0, passed: true } : { code: 99, passed: false },
    );
  });
});
