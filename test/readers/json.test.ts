/** JSON with the line of every value, held against the language's own parser. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "../../lib/source/json";
import { Refusal } from "../../lib/text/refusal";
import type { Data } from "../../lib/source/data";

const parse = (text: string): Data => parseJson({ name: "a.json", text });

/** As JSON.parse gives it; numbers and words by how they are written. */
function plain(data: Data): unknown {
  if (data.kind === "map") return Object.fromEntries([...data.fields].map(([key, value]) => [key, plain(value)]));
  if (data.kind === "list") return data.items.map(plain);
  return data.kind === "empty" ? null : data.text;
}

function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(written);
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, written(inner)]));
  return value === null ? null : typeof value === "string" ? value : JSON.stringify(value);
}

test("any JSON is read as JSON.parse reads it, on one line or many", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, "\t"), (value, indent) => {
      expect(plain(parse(JSON.stringify(value, null, indent)))).toEqual(written(value));
    }),
  );
});

test("JSON is valid where JSON.parse takes it, but for keys that are given twice", () => {
  const piece = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"b\\',
    '\\"',
    "1",
    "-",
    "0",
    ".5",
    "e3",
    "null",
    "tru",
    "e",
    " ",
    "\n",
    "\u00a0",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const text = pieces.join("");
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      let refused = "";
      try {
        parse(text);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused = error.message;
      }
      if (!/given twice$/.test(refused)) expect([text, refused === ""]).toEqual([text, valid]);
      if (refused !== "") expect(refused).toMatch(/^a\.json:\d+: \S.*$/);
    }),
    { numRuns: 5_000 },
  );
});

test("each value has its line and its path", () => {
  const data = parse('\ufeff{\n "a": [\n  {"b": "x\\ny"},\n\n  2\n ]\r\n}\n');
  const list = data.kind === "map" ? data.fields.get("a") : undefined;
  expect(list).toMatchObject({ kind: "list", line: 2, path: "a", file: "a.json" });
  const [first, second] = list?.kind === "list" ? list.items : [];
  expect(first?.kind === "map" && first.fields.get("b")).toMatchObject({ text: "x\ny", line: 3, path: "a[0].b" });
  expect(second).toMatchObject({ text: "2", line: 5, path: "a[1]" });
});

const REFUSED = [
  ["[".repeat(500), "a.json:1: nested more than 100 deep"],
  ['{"a": 1,\n "a": 2}', 'a.json:2: "a" is given twice'],
  ['{"a"\n 1}', 'a.json:2: not JSON: expected a colon, got "1"'],
  ["", "a.json:1: not JSON: expected a value, got the file's end"],
  ["[1]\n\nx", 'a.json:3: not JSON: expected the file\'s end, got "x"'],
] as const;

for (const [text, message] of REFUSED) {
  test(`JSON is refused: ${message}`, () => {
    expect(() => parse(text)).toThrow(new Refusal(message));
  });
}
