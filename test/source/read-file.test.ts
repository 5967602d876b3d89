/** A file that a setting names, where reading it would fill the memory of this machine. */
import { expect, test } from "vitest";
import { readFile } from "../../lib/source/read-file";
import type { FileLook } from "../../lib/source/syntax";
import { outside, refusalOf } from "../settings/resolve";

const FILES = { "/here/a.cfg": "backend app" };
const read = (look: FileLook | null) =>
  readFile("CONFIG", "a.cfg", "/here/a.cfg", "a file", { ...outside(FILES), look: () => look });

test.each([
  ["a device", { device: true, bytes: 0 }, "/here/a.cfg is a device"],
  ["a file of a gigabyte", { device: false, bytes: 2 ** 30 }, "/here/a.cfg has 1 GiB, at most 100 MiB are read"],
])("%s is refused unread", (_, look, why) => {
  expect(refusalOf(() => read(look))).toBe(`CONFIG: expected a file, got "a.cfg": the file is not read: ${why}`);
});

test("a usual file is read, and so is one that cannot be looked at", () => {
  expect(read({ device: false, bytes: 11 })).toBe("backend app");
  expect(read(null)).toBe("backend app");
});
