/** Several documents in one YAML file, each value with its line in that file. */
import { expect, test } from "vitest";
import { parseDocuments } from "../../lib/source/data-file";

const FILE = "/srv/deploy/all.yaml";

const lineOf = (text: string): string => {
  try {
    parseDocuments(FILE, text);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it was read");
};

test("documents come in their order, with lines of the whole file; empty ones are left out", () => {
  const text = "---\n# nothing\n---\na: 1\n---\nb:\n  - c: x\n---\n";
  const [first, second, ...more] = parseDocuments(FILE, text);
  expect(more).toEqual([]);
  expect(first).toMatchObject({ kind: "map", file: FILE, line: 4, text: "{ a: 1 }" });
  expect(second).toMatchObject({ kind: "map", line: 6 });
  expect(second).toHaveProperty("fields", expect.any(Map));
  const list = second?.kind === "map" ? second.fields.get("b") : undefined;
  expect(list).toMatchObject({ kind: "list", items: [{ kind: "map", line: 7, path: "b[0]" }] });
});

test.each([
  ["a second document that is none", "a: 1\n---\nb: [1\n", /^\/srv\/deploy\/all\.yaml:4: not YAML: /],
  [
    "a key that the second document has twice",
    "a: 1\n---\nb: 1\nb: 2\n",
    /^\/srv\/deploy\/all\.yaml:4: not YAML: Map keys must be unique$/,
  ],
  [
    "lists that are nested without end",
    "a: ".concat("[".repeat(200)),
    /^\/srv\/deploy\/all\.yaml:1: it is nested more than 100 deep$/,
  ],
  ["an alias of itself", "a: 1\n---\nb: &x [*x]\n", /^\/srv\/deploy\/all\.yaml:\d+: not YAML: /],
])("a text is refused with %s", (_, text, refusal) => {
  expect(lineOf(text)).toMatch(refusal);
});

test("a text with as many values as the manifests of a cluster is read", () => {
  const text = Array.from({ length: 300 }, (_, i) => `kind: Pod\nname: p${i}\nlabels: [${"x, ".repeat(100)}x]\n`).join(
    "---\n",
  );
  expect(parseDocuments(FILE, text)).toHaveLength(300);
});

const MANY = "[".repeat(101);

test.each([
  ["a comment", `# ${MANY}\na: 1\n`],
  ["a comment behind a value", `a: 1 # ${MANY}\n`],
  ["marks of lists in a comment", `# ${"- ".repeat(101)}\na: 1\n`],
])("%s is no nesting", (_, text) => {
  expect(parseDocuments(FILE, text)).toHaveLength(1);
});

test.each([
  ["behind a comment's sign in quotes", `a: ["#", ${MANY}\n`],
  ["behind a comment's sign in a text of two lines", `a: ["x\n # y", ${MANY}\n`],
  ["behind a comment's sign at the line's begin in a text of two lines", `a: ["x\n#", ${MANY}\n`],
  ["behind a comment's sign that is part of a word", `a: [x#y, ${MANY}\n`],
])("a nesting too deep is refused %s", (_, text) => {
  expect(lineOf(text)).toBe(`${FILE}:1: it is nested more than 100 deep`);
});
