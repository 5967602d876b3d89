/** What a file says and a check cannot do is a note with the keyword and its place. */
import { expect, test } from "vitest";
import { parseDocuments } from "../../lib/source/data-file";
import { notEmulated, unread } from "../../lib/source/unsupported";

test("a key that no reader knows becomes a note with its line", () => {
  const [block] = parseDocuments("a.yaml", "port: 25\njitter: 3s\n");
  expect(unread(block, (key) => key === "port")).toEqual([
    { kind: "unsupported", about: "jitter", place: "a.yaml:2", text: "`jitter` is not emulated" },
  ]);
});

test("a value that is no block has no unknown keys", () => {
  expect(unread(undefined, () => false)).toEqual([]);
});

test("a note on an unknown key may say what happens instead", () => {
  expect(notEmulated("a.cfg:7", "tfo", "no data in the SYN")).toEqual({
    kind: "unsupported",
    about: "tfo",
    place: "a.cfg:7",
    text: "`tfo` is not emulated: no data in the SYN",
  });
});
