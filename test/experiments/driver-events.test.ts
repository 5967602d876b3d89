/** What a driver leaves for the end of the run is read as it was written, or not at all. */
import { expect, test } from "vitest";
import { ENDED, FINISHED_ARMS, RUNNING_ARM, TRIALS, type Notice } from "../../lib/experiments/driver-events";
import { armOf } from "./arms";

const { journal, evidence } = armOf("half-open");
const trial = {
  storm: { delayMs: 1, holdMs: null, nodes: 1, intervalMs: 100, checks: 4 },
  result: { outcome: "harmed" as const, verdict: "wedged" as const, cause: null, reason: "" },
};

test.each<[string, Notice<unknown>, unknown]>([
  ["why it ended", ENDED as Notice<unknown>, 'because "x"'],
  ["arms", FINISHED_ARMS as Notice<unknown>, [journal]],
  ["the arm under way", RUNNING_ARM as Notice<unknown>, { index: 1, start: evidence.start }],
  ["trials", TRIALS as Notice<unknown>, [trial]],
])("%s: the last one counts", (_, notice, value) => {
  const event = { kind: notice.kind, data: notice.write(value) };
  expect(notice.last([])).toBeNull();
  expect(notice.last([{ kind: "other", data: "{" }])).toBeNull();
  expect(notice.last([{ ...event, data: "{" }, event])).toEqual(JSON.parse(JSON.stringify(value)));
});

test.each<[string, Notice<unknown>, string]>([
  ["a number for a reason", ENDED as Notice<unknown>, "1"],
  ["an arm without a verdict", FINISHED_ARMS as Notice<unknown>, '[{"name":"a","notRun":""}]'],
  ["an arm under way that has not begun", RUNNING_ARM as Notice<unknown>, '{"index":1,"start":null}'],
  ["a trial without a result", TRIALS as Notice<unknown>, '[{"storm":{"nodes":1}}]'],
  ["no list of trials", TRIALS as Notice<unknown>, '{"storm":1}'],
])("%s is no such event", (_, notice, data) => {
  expect(() => notice.last([{ kind: notice.kind, data }])).toThrow(`the event ${notice.kind} holds something else`);
});
