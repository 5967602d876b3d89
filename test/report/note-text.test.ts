/** Notes as sentences: the checker or the place they are about, then the text. */
import { expect, test } from "vitest";
import type { Note } from "../../lib/model/note";
import { notesOf, noteText } from "../../lib/report/note-text";

const fin: Note = { kind: "assumption", checker: "web", about: ["nodes"], text: "a FIN is assumed" };
const tfo: Note = { kind: "unsupported", about: "tfo", place: "haproxy.cfg:14", text: "`tfo` is not emulated" };
const alike: Note = { kind: "note", text: "all of them run here" };

test.each<[string, Note, string]>([
  ["an assumption begins with the name of its checker", fin, "web: a FIN is assumed"],
  ["what is not emulated begins with its place", tfo, "haproxy.cfg:14: `tfo` is not emulated"],
  ["a note without either is its text", alike, "all of them run here"],
])("%s", (_, note, text) => {
  expect(noteText(note)).toBe(text);
});

test("notes are told apart by their kind, and keep their order within it", () => {
  const second: Note = { ...fin, text: "2 nodes are assumed" };
  expect(notesOf([tfo, fin, alike, second], "assumption", "unsupported")).toEqual([fin, second, tfo]);
  expect(notesOf([tfo, fin], "note")).toEqual([]);
});
