/** What journals must be by schema/journal.json, read by a validator that we have not written. */
import { Ajv, type ValidateFunction } from "ajv";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { readFileSync } from "node:fs";

const FILE = new URL("../../schema/journal.json", import.meta.url);

/** Before anything runs: services in the test's own process answer nobody for as long as this takes, a second or more. */
const validate = compile();

/** One line for each; empty: it is valid, and has no field that the schema does not tell of. */
export function schemaErrors(journal: unknown): string[] {
  if (validate(journal)) return [];
  return validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function compile(): ValidateFunction {
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    strictTypes: false,
    formats: fullFormats,
  });
  return ajv.compile(closed(JSON.parse(readFileSync(FILE, "utf8"))) as object);
}

/** The schema is open to what comes later; what a run writes today it has to name. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map((part) => closed(part));
  if (typeof schema !== "object" || schema === null) return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, closed(part)]));
  return "properties" in parts && "type" in parts && !("allOf" in parts)
    ? { additionalProperties: false, ...parts }
    : parts;
}
