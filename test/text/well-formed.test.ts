import { expect, test } from "vitest";
import { hexOfText } from "../../lib/wire/bytes";
import { isWellFormed, wellFormed } from "../../lib/text/well-formed";

test.each([
  ["plain", true, "plain"],
  ["ü😀", true, "ü😀"],
  ["\ud800", false, "\ufffd"],
  ["a\udc00b\ud800c😀", false, "a\ufffdb\ufffdc😀"],
])("whether %j is well-formed: %j, and it becomes %j", (text, whole, made) => {
  expect(isWellFormed(text)).toBe(whole);
  expect(wellFormed(text)).toBe(made);
  expect(() => hexOfText(wellFormed(text))).not.toThrow();
});
