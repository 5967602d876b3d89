/** What a newer schema may change, and what it may not. */
import { expect, test } from "vitest";
import type { JsonSchema } from "../../lib/node/journal-schema";
import { schemaLosses } from "../../lib/node/schema-losses";

const text = { type: "string" };
const number = { type: "number" };
const count = { type: "integer", minimum: 0 };
const verdict = { type: "string", enum: ["held", "wedged"] };
const open = { anyOf: [{ type: "string", enum: ["log", "growth"] }, text] };
const pair = { type: "array", items: [number, count], minItems: 2, maxItems: 2 };

const object = (properties: Record<string, JsonSchema>, required = Object.keys(properties)): JsonSchema => ({
  type: "object",
  properties,
  required,
});
const field = (schema: JsonSchema) => object({ field: schema });
const orNull = (schema: JsonSchema) => ({ anyOf: [schema, { type: "null" }] });
const list = (items: JsonSchema) => ({ type: "array", items });
const kept = (schema: JsonSchema) => ({ ...object({}), additionalProperties: schema });

/** Journals told apart by `kind`, as the generator writes them. */
const journals = (...kinds: string[]): JsonSchema => ({
  ...object({ kind: { enum: kinds } }),
  allOf: kinds.map((kind) => ({
    if: { properties: { kind: { const: kind } } },
    then: { $ref: `#/definitions/${kind}` },
  })),
  definitions: Object.fromEntries(kinds.map((kind) => [kind, object({ kind: { type: "string", const: kind } })])),
});

test.each<[string, JsonSchema, JsonSchema]>([
  ["nothing changes", field(text), field(text)],
  ["a field is added", field(text), object({ field: text, more: text })],
  ["a field that could be left out is always there", object({ field: text }, []), field(text)],
  ["an enumeration gets a member", field(verdict), field({ ...verdict, enum: ["wedged", "held", "degraded"] })],
  ["a text becomes an enumeration", field(text), field(verdict)],
  ["an open enumeration gets a member", field(open), field({ anyOf: [{ enum: ["log", "growth", "cpu"] }, text] })],
  ["a number becomes a whole number", field(number), field(count)],
  ["a number gets a bound", field(number), field({ ...number, minimum: 0, maximum: 1 })],
  ["a description changes", field(text), field({ ...text, description: "more" })],
  ["a type gets a name", field(verdict), { ...field({ $ref: "#/definitions/V" }), definitions: { V: verdict } }],
  ["null is written in another way", field(orNull(number)), field({ type: ["number", "null"] })],
  ["a pair becomes three", field(pair), field({ ...pair, items: [number, count, text], minItems: 3, maxItems: 3 })],
  ["another kind of journal comes", journals("storm"), journals("storm", "sweep")],
  ["text gets a format", field(text), field({ ...text, format: "date-time" })],
])("a newer schema loses nothing: %s", (_, older, newer) => {
  expect(schemaLosses(older, newer)).toEqual([]);
});

test.each<[string, JsonSchema, JsonSchema, string[]]>([
  ["a field goes", object({ field: text, other: text }), field(text), ["other: is gone"]],
  ["an optional field goes", object({ field: text }, []), object({}), ["field: is gone"]],
  ["a field may be left out", field(text), object({ field: text }, []), ["field: may be left out"]],
  ["a field gets another type", field(text), field(number), ["field: was string, is number"]],
  ["an object becomes a list", field(object({})), field(list(text)), ["field: was object, is array"]],
  ["a whole number becomes any number", field({ type: "integer" }), field(number), ["field: was integer, is number"]],
  ["null comes in", field(number), field(orNull(number)), ["field: was number, is number or null"]],
  ["null is never there", field(orNull(number)), field(number), ["field: was number or null, is number"]],
  ["a member goes", field(verdict), field({ ...verdict, enum: ["held"] }), ['field: "wedged" is gone']],
  ["a constant changes", field({ const: "v1" }), field({ const: "v2" }), ['field: "v1" is gone']],
  ["an enumeration becomes any text", field(verdict), field(text), ["field: may be anything"]],
  ["an enumeration is opened", field({ enum: ["log", "growth"] }), field(open), ["field: may be anything"]],
  ["a known member goes", field(open), field({ anyOf: [{ enum: ["log"] }, text] }), ['field: "growth" is gone']],
  ["a bound goes", field(count), field({ type: "integer" }), ["field: may be less than 0"]],
  ["a share becomes larger", field({ ...number, maximum: 1 }), field(number), ["field: may be more than 1"]],
  ["a format goes", field({ ...text, format: "date-time" }), field(text), ["field: is no date-time"]],
  ["inside an object", field(field(text)), field(object({})), ["field.field: is gone"]],
  ["inside a list", field(list(field(text))), field(list(object({}))), ["field[].field: is gone"]],
  ["inside of what may be null", field(orNull(field(text))), field(orNull(object({}))), ["field.field: is gone"]],
  ["the values of free keys", kept(text), kept(number), [".*: was string, is number"]],
  ["a pair becomes one", field(pair), field({ ...pair, items: [number] }), ["field[1]: is gone"]],
  ["a place of a pair", field(pair), field({ ...pair, items: [text, count] }), ["field[0]: was number, is string"]],
  ["a pair becomes a list", field(pair), field(list(number)), ["field: its places have another meaning"]],
  [
    "a kind of journal goes",
    journals("storm", "sweep"),
    journals("storm"),
    ['the journal: of kind "sweep" there is none'],
  ],
])("a newer schema loses a promise: %s", (_, older, newer, losses) => {
  expect(schemaLosses(older, newer)).toEqual(losses);
});
