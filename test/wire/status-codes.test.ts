/** Patterns of status codes: the ranges' own codes and no others. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { statusCodes } from "../../lib/wire/status-codes";

test.each<[[number, number][], string]>([
  [[[200, 200]], "200"],
  [[[200, 399]], "[23][0-9][0-9]"],
  [[[200, 299]], "2[0-9][0-9]"],
  [
    [
      [204, 204],
      [200, 202],
      [302, 302],
    ],
    "200|201|202|204|302",
  ],
  [[[195, 212]], "20[0-9]|195|196|197|198|199|210|211|212"],
])("the ranges %j have the pattern %s", (ranges, pattern) => {
  expect(statusCodes(ranges)).toBe(pattern);
});

test("a pattern matches the codes of its ranges and no others, whatever the ranges", () => {
  const code = fc.integer({ min: 100, max: 999 });
  const ranges = fc.array(
    fc.tuple(code, code).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(ranges, (some) => {
      const pattern = new RegExp(`^(?:${statusCodes(some)})$`);
      for (let one = 100; one <= 999; one++)
        expect(pattern.test(`${one}`)).toBe(some.some(([first, last]) => first <= one && one <= last));
    }),
    { numRuns: 30 },
  );
});
