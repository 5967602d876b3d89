import { expect, test } from "vitest";
import { judge } from "../../lib/judge/judge";
import { processes } from "./processes";
import { run } from "./run";

const notes = (restarts: (t: number) => number) => {
  const { verdict, notes: all } = judge(run({ process: processes(({ t }) => ({ restarts: restarts(t) })) }));
  return { verdict, restarted: all.filter((note) => note.includes("process was replaced")) };
};

test("a service that was started again in no time held, and that is said", () => {
  const { verdict, restarted } = notes((t) => (t < 15 ? 0 : t < 20 ? 1 : 2));
  expect(verdict).toBe("held");
  expect(restarted).toEqual([expect.stringContaining("2 times")]);
  expect(notes((t) => (t < 15 ? 0 : 1)).restarted).toEqual([expect.stringContaining(" once ")]);
});

test("restarts before the run are none of its own", () => {
  expect(notes(() => 3).restarted).toEqual([]);
});
