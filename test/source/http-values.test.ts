/** Ports, paths, header names and ranges of status codes as configurations write them. */
import { expect, test } from "vitest";
import { portNumber } from "../../lib/source/address";
import { pathOf } from "../../lib/source/fields";
import { codeRange, isHeaderName } from "../../lib/source/http-values";

test.each([
  ["200", [200, 200]],
  ["200-299", [200, 299]],
  ["199", undefined],
  ["200-600", undefined],
  ["299-200", undefined],
  ["20", undefined],
  [" 200", undefined],
  ["", undefined],
])("of codes from 200 to 599, %j is the range %j", (text, range) => {
  expect(codeRange(text, 200, 599)).toEqual(range);
});

test.each([
  ["1", 1],
  ["65535", 65_535],
  ["0", undefined],
  ["65536", undefined],
  ["2 5", undefined],
  ["", undefined],
])("%j is the port %j", (text, port) => {
  expect(portNumber(text)).toBe(port);
});

test.each([
  ["X-Check", true],
  ["x_check!", true],
  ["", false],
  ["x check", false],
  ["x:", false],
])("whether %j is the name of a header: %j", (text, isName) => {
  expect(isHeaderName(text)).toBe(isName);
});

test("a path of HTTP begins with / and has no blanks", () => {
  const path = (text: string) => pathOf({ kind: "scalar", raw: true, file: "a.yaml", path: "path", line: 3, text });
  expect(path("/health?full=1")).toBe("/health?full=1");
  for (const text of ["health", "/a b"])
    expect(() => path(text)).toThrow(`a.yaml:3: path: expected a path that begins with /, got ${JSON.stringify(text)}`);
});
