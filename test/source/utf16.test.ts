/** UTF-16 is known by its mark, or by the zero bytes beside its first characters; anything else is left to whoever asked. */
import { expect, test } from "vitest";
import { utf16Text } from "../../lib/source/utf16";

const TEXT = '{ "grüße": "🙂" }\r\n';

test.each([
  ["little-endian with a mark", [0xff, 0xfe], "le"],
  ["big-endian with a mark", [0xfe, 0xff], "be"],
  ["little-endian without a mark", [], "le"],
  ["big-endian without a mark", [], "be"],
] as const)("UTF-16, %s, is read", (_, mark, order) => {
  expect(utf16Text(Uint8Array.from([...mark, ...utf16(TEXT, order)]))).toBe(TEXT);
});

test("a long text in UTF-16 is read whole", () => {
  const text = "0123456789abcdef\n".repeat(10_000);
  expect(utf16Text(Uint8Array.from(utf16(text, "le")))).toBe(text);
});

test("half a character at the end of UTF-16 is left out", () => {
  expect(utf16Text(Uint8Array.from([0xff, 0xfe, 0x61, 0x00, 0x62]))).toBe("a");
});

test.each([
  ["an empty file", []],
  ["UTF-8", [...Buffer.from(TEXT)]],
  ["UTF-8 with a mark", [0xef, 0xbb, 0xbf, ...Buffer.from(TEXT)]],
  ["a text with a zero byte in it", [...Buffer.from("a\0bcdefgh")]],
  ["zeros alone", Array<number>(32).fill(0)],
])("%s is not taken for UTF-16", (_, bytes) => {
  expect(utf16Text(Uint8Array.from(bytes))).toBeNull();
});

function utf16(text: string, order: "le" | "be"): number[] {
  const bytes = Buffer.from(text, "utf16le");
  return [...(order === "le" ? bytes : bytes.swap16())];
}
