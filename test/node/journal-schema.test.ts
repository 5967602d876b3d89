/** schema/journal.json is what the types give, and takes nothing away that a release has promised. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { journalSchema, schemaText, type JsonSchema } from "../../lib/node/journal-schema";
import { ROOT } from "../../lib/node/root";
import { schemaLosses } from "../../lib/node/schema-losses";
import { comparison, journals, minimal } from "../report/html/pages";
import { schemaErrors } from "../support/journal-schema";

const FOLDER = join(ROOT, "schema");
const read = (file: string) => JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as JsonSchema;
const schema = read("journal.json");
const released = readdirSync(join(FOLDER, "released"));

test("schema/journal.json is what the types say: npm run schema writes it", () => {
  expect(readFileSync(join(FOLDER, "journal.json"), "utf8") === schemaText(journalSchema())).toBe(true);
});

test.each(released)("every promise of the released schema %s is kept", (file) => {
  expect(file).toMatch(/^journal-\d+\.\d+\.\d+\.json$/);
  expect(schemaLosses(read(`released/${file}`), schema)).toEqual([]);
});

test("there is a released schema to keep to", () => {
  expect(released).not.toEqual([]);
});

/** Recorded ones are of older versions, which did not have each field yet. */
const made = Object.entries({ ...journals, comparison, minimal }).filter(([name]) => !name.startsWith("a recorded"));

test.each(made)("the journal of %s is valid", (_, journal) => {
  expect(schemaErrors(JSON.parse(JSON.stringify(journal)))).toEqual([]);
});

const held = journals.held!;

test.each<[string, object, string]>([
  ["another verdict", { verdict: "fine" }, "/verdict must be equal to one of the allowed values"],
  ["a field of a type that it has not", { reason: 1 }, "/reason must be string"],
  ["a field that the schema does not know", { more: 1 }, " must NOT have additional properties"],
  ["a share beyond 1", { residualRiskPerCheck: 2 }, "/residualRiskPerCheck must be <= 1"],
  ["a moment in another form", { startedAt: "yesterday" }, '/startedAt must match format "date-time"'],
  ["another kind", { kind: "other" }, "/kind must be equal to one of the allowed values"],
])("%s is not valid", (_, change, error) => {
  expect(schemaErrors({ ...held, ...change })).toContainEqual(error);
});

test("a field of the journal that is always there may not be left out", () => {
  expect(schemaErrors(JSON.parse(JSON.stringify({ ...held, cause: undefined })))).toContainEqual(
    " must have required property 'cause'",
  );
});

test("each definition of the schema has a description, and times tell their unit", () => {
  const names = Object.keys(schema.definitions!);
  expect(names.filter((name) => schema.definitions![name]!.description === undefined)).toEqual([]);
  expect(schema.definitions!.Milliseconds!.description).toBe("Milliseconds, with fractions.");
});
