/** The seconds of a run, put together for pictures and tables. */
import { expect, test } from "vitest";
import { stretchesOf } from "../../../lib/report/html/stretches";
import type { Journal } from "../../../lib/model/journal";
import { journals } from "./pages";

const wedged = journals["a recorded wedged run"] as Journal;

test.each([60, 30, 20, 10, 6])("at most %i stretches come of it, and none lies in two phases", (most) => {
  const stretches = stretchesOf(wedged, most);
  expect(stretches.length).toBeLessThanOrEqual(most);
  const phaseAt = new Map(wedged.timeline.map(({ t, phase }) => [t, phase]));
  for (const { from, to, phase } of stretches) {
    const [first, end] = [from, to].map((at) => Math.round(at - wedged.course.secondZero)) as [number, number];
    const phases = Array.from({ length: end - first }, (_, index) => phaseAt.get(first + index) ?? phase);
    expect(new Set(phases)).toEqual(new Set([phase]));
  }
  const attempts = wedged.timeline.reduce((sum, second) => sum + second.attempts, 0);
  expect(stretches.reduce((sum, stretch) => sum + stretch.attempts, 0)).toBe(attempts);
});

test("where a journal has a phase for each second, there are no more stretches for it", () => {
  const timeline = wedged.timeline.map((second, t) => ({ ...second, phase: t % 2 === 0 ? "storm" : "night" }) as const);
  expect(stretchesOf({ ...wedged, timeline }, 10).length).toBeLessThanOrEqual(10);
});
