/** The whole table of refused settings through the real binary: the same line, k6's exit code, and no packet. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { RUN_FLAGS, settingFlags } from "../../lib/node/k6-start";
import { refused, refusedComparisons } from "../settings/refused-settings";
import { K6_ROOT, runK6 } from "../support/k6";
import { silent, witness, type Witness } from "../support/witness";

let target: Witness;
beforeAll(async () => {
  target = await witness(silent);
});
afterAll(() => target.stop());

/** What lies outside of the settings has words of its own here: k6's regular expressions and files, the server's flaws. */
const OWN_WORDS = ["regex:(", "::1", "./gates.yaml", "stuck", "stuck-greting", "none.yaml"];

/** The script did not load: nothing has been resolved, listened on or sent. */
const EXCEPTION = 107;

const table = [
  ...refused.map((row) => ["probe-storm", ...row] as const),
  ...refusedComparisons.map((row) => ["compare-checkers", ...row] as const),
];

test.concurrent.each(table)("%s %j", async (script, settings, line) => {
  const own = ["TARGET", "FLAW", "BACKLOG"].some((name) => name in settings);
  const all = { ...(own ? {} : { TARGET: target.address }), ...settings };
  const { code, stdout, stderr } = await runK6([
    ...["run", ...RUN_FLAGS, `${K6_ROOT}/dist/${script}.js`],
    ...settingFlags(all),
  ]);
  const said = /msg=("(?:[^"\\]|\\.)*")/.exec(stderr)?.[1] ?? '""';
  expect({ code, stdout, lines: stderr.trimEnd().split("\n").length }).toEqual({
    code: EXCEPTION,
    stdout: "",
    lines: 1,
  });
  const message = (JSON.parse(said) as string).trimEnd();
  // Behind "one of" stand the flaws that this side knows.
  const first = line.slice(0, line.indexOf("expected one of ") + "expected one of ".length);
  if (Object.values(settings).some((value) => OWN_WORDS.includes(value)))
    expect(message.slice(0, first.length)).toBe(first);
  else expect(message).toBe(line);
  expect(target.contacts).toEqual([]);
});
