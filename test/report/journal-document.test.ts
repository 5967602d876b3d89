/** docs/journal.md says what schema/journal.json says. UPDATE_DOCS=1 writes it anew. */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { journalDocument } from "../../lib/node/journal-document";
import type { JsonSchema } from "../../lib/node/journal-schema";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const schema = JSON.parse(read("schema/journal.json")) as JsonSchema;
const text = journalDocument(schema);

test("docs/journal.md is what the schema says", () => {
  if (process.env.UPDATE_DOCS === "1") writeFileSync(new URL("../../docs/journal.md", import.meta.url), text);
  expect(read("docs/journal.md")).toBe(text);
});

test("docs/journal.md has a section for each definition, each link has its aim, and no section is longer than a screenful", () => {
  const sections = text.split("\n## ").slice(1);
  expect(sections.map((one) => one.split("\n")[0])).toEqual(Object.keys(schema.definitions!));
  const aims = sections.map((one) => one.split("\n")[0]!.toLowerCase());
  for (const [, aim] of text.matchAll(/\]\(#([^)]*)\)/g)) expect(aims).toContain(aim);
  for (const one of sections) {
    for (const table of one.split("\n\n")) expect(table.split("\n").length, table.slice(0, 80)).toBeLessThanOrEqual(40);
  }
});

test("each field of each object with a name stands in docs/journal.md", () => {
  for (const [name, definition] of Object.entries(schema.definitions!)) {
    if (name === "ArmJournal") continue;
    for (const field of Object.keys((definition.properties ?? {}) as object))
      expect(text).toContain(`| \`${field}\` | `);
  }
});
