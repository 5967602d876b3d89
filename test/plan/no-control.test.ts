import { expect, test } from "vitest";
import { noControl } from "../../lib/plan/no-control";

test.each([
  ["all refused", 100, { attempts: 100, accepted: 0, failed: 100 }, true],
  ["one less than planned, as k6 does", 100, { attempts: 99, accepted: 0, failed: 99 }, true],
  [
    "half of them time out, the others are still waiting: 99 % is out of reach",
    100,
    { attempts: 50, accepted: 0, failed: 50 },
    true,
  ],
  ["one failed, all others may still get in", 100, { attempts: 1, accepted: 0, failed: 1 }, false],
  ["one got in: there is something to compare", 100, { attempts: 100, accepted: 1, failed: 99 }, false],
  ["none has come to its end", 100, { attempts: 0, accepted: 0, failed: 0 }, false],
])("whether the baseline is no control any more: %s", (_, planned, counts, lost) => {
  expect(noControl(planned, 0.99, counts)).toBe(lost);
});
