import { expect, test } from "vitest";
import { leadingCause } from "../../lib/judge/cause";
import type { Cause, ClientRecord } from "../../lib/model/extension";

type Causes = Partial<Record<Cause, number>>;
const record = (causes: Causes) => ({ causes }) as unknown as ClientRecord;

const table: [string, Causes, Causes, boolean, Cause | null, boolean][] = [
  ["nobody failed", {}, {}, false, null, false],
  ["the most frequent of the phase that was harmed", { reset: 5, slow: 4 }, { slow: 90 }, false, "reset", false],
  ["a tie goes to the graver one", { rejected: 5, refused: 5 }, {}, false, "refused", false],
  ["an answer that never began is graver than a late one", { slow: 5, unanswered: 5 }, {}, false, "unanswered", false],
  ["queued, and no overflow", { "queued-not-served": 9, reset: 1 }, {}, false, "queued-not-served", false],
  [
    "a short queue: a handful queued, hundreds dropped",
    { "queued-not-served": 4, "syn-dropped": 196 },
    { "syn-dropped": 150 },
    false,
    "queued-not-served",
    true,
  ],
  [
    "final ACKs dropped count as well",
    { "queued-not-served": 2, "final-ack-dropped": 98 },
    {},
    false,
    "queued-not-served",
    true,
  ],
  [
    "one among hundreds proves nothing",
    { "queued-not-served": 1, "syn-dropped": 199 },
    {},
    false,
    "syn-dropped",
    false,
  ],
  [
    "one among hundreds is proof where the queue was seen full",
    { "queued-not-served": 1, "syn-dropped": 199 },
    {},
    true,
    "queued-not-served",
    true,
  ],
  ["one among ten is proof", { "queued-not-served": 1, "syn-dropped": 9 }, {}, false, "queued-not-served", true],
  [
    "queued in the storm, dropped after the night",
    { "syn-dropped": 150 },
    { "queued-not-served": 3 },
    false,
    "queued-not-served",
    true,
  ],
  ["something else leads", { refused: 100, "queued-not-served": 5, "syn-dropped": 5 }, {}, false, "refused", false],
  ["all phases count where none failed in the phase of the lost gate", {}, { reset: 3 }, false, "reset", false],
];

test.each(table)("the cause of the harm: %s", (_, harmed, other, full, cause, overflowed) => {
  const first = record(harmed);
  expect(leadingCause(first, [first, record(other)], full)).toEqual({ cause, overflowed });
});
