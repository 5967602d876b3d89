/**
 * Compares two schemas of journal.json, and gives one line for each promise of the older one that the newer one breaks.
 *
 * Fields, members of enumerations and alternatives with another `kind` may be added. A field may not go, change its type, or be left out
 * where it was always there; an enumeration may not lose a member, nor become any text.
 */
import type { JsonSchema } from "./journal-schema";

/** A schema whose references, alternatives and enumerations are resolved. */
interface Shape {
  /** JSON's types, and `integer`. */
  types: Set<string>;
  /** The members of an enumeration; null: any value of these types is valid. */
  members: Set<unknown> | null;
  /** Besides the known members, other values are valid. */
  open: boolean;
  objects: ObjectShape[];
  arrays: JsonSchema[];
  formats: Set<unknown>;
  minimum: number;
  maximum: number;
}

interface ObjectShape {
  /** The constant of its field `kind`, which tells it from the other alternatives. */
  kind: unknown;
  schema: JsonSchema;
}

type Definitions = Record<string, JsonSchema>;

export function schemaLosses(older: JsonSchema, newer: JsonSchema): string[] {
  return compare("", older, newer);

  function compare(path: string, before: JsonSchema, after: JsonSchema): string[] {
    const old = shapeOf(before, older.definitions ?? {});
    const now = shapeOf(after, newer.definitions ?? {});
    return [
      ...typeLosses(path, old, now),
      ...memberLosses(path, old, now),
      ...boundLosses(path, old, now),
      ...old.objects.flatMap(({ kind, schema }) => {
        const same = now.objects.find((other) => other.kind === kind);
        if (same !== undefined) return objectLosses(path, schema, same.schema);
        return now.objects.length > 0 ? [`${at(path)}: of kind ${JSON.stringify(kind)} there is none`] : [];
      }),
      ...(old.arrays[0] && now.arrays[0] ? arrayLosses(path, old.arrays[0], now.arrays[0]) : []),
    ];
  }

  function objectLosses(path: string, before: JsonSchema, after: JsonSchema): string[] {
    const [was, is] = [fieldsOf(before), fieldsOf(after)];
    const losses = Object.entries(was).flatMap(([name, field]) => {
      const inner = path === "" ? name : `${path}.${name}`;
      if (is[name] === undefined) return [`${inner}: is gone`];
      const optional = isRequired(before, name) && !isRequired(after, name);
      return [...(optional ? [`${inner}: may be left out`] : []), ...compare(inner, field, is[name])];
    });
    const [others, now] = [before.additionalProperties, after.additionalProperties];
    if (!isSchema(others)) return losses;
    return [...losses, ...(isSchema(now) ? compare(`${path}.*`, others, now) : [`${at(path)}: its keys are not free`])];
  }

  function arrayLosses(path: string, before: JsonSchema, after: JsonSchema): string[] {
    const [was, is] = [before.items, after.items];
    if (Array.isArray(was) !== Array.isArray(is)) return [`${at(path)}: its places have another meaning`];
    if (!Array.isArray(was)) return compare(`${path}[]`, was as JsonSchema, is as JsonSchema);
    return (was as JsonSchema[]).flatMap((item, index) => {
      const same = (is as JsonSchema[])[index];
      return same === undefined ? [`${path}[${index}]: is gone`] : compare(`${path}[${index}]`, item, same);
    });
  }
}

function typeLosses(path: string, old: Shape, now: Shape): string[] {
  // Every integer is a number; not every number is an integer.
  const accepted = new Set([...old.types, ...(old.types.has("number") ? ["integer"] : [])]);
  const fits = [...now.types].every((type) => accepted.has(type));
  const kept = [...old.types].every((type) => now.types.has(type) || (type === "number" && now.types.has("integer")));
  return fits && kept ? [] : [`${at(path)}: was ${[...old.types].join(" or ")}, is ${[...now.types].join(" or ")}`];
}

function memberLosses(path: string, old: Shape, now: Shape): string[] {
  if (old.members === null) return [];
  const any = now.members === null || (now.open && !old.open);
  const gone = [...old.members].filter((member) => now.members !== null && !now.members.has(member));
  return [
    ...(any ? [`${at(path)}: may be anything`] : []),
    ...gone.map((member) => `${at(path)}: ${JSON.stringify(member)} is gone`),
  ];
}

function boundLosses(path: string, old: Shape, now: Shape): string[] {
  const formats = [...old.formats].filter((format) => !now.formats.has(format));
  return [
    ...formats.map((format) => `${at(path)}: is no ${String(format)}`),
    ...(now.minimum < old.minimum ? [`${at(path)}: may be less than ${old.minimum}`] : []),
    ...(now.maximum > old.maximum ? [`${at(path)}: may be more than ${old.maximum}`] : []),
  ];
}

function shapeOf(schema: JsonSchema, definitions: Definitions): Shape {
  const simple = alternatives(schema, definitions);
  const scalars = simple.filter(({ type }) => type !== "object" && type !== "array" && type !== "null");
  const enumerated = scalars.flatMap((one) => valuesOf(one) ?? []);
  const of = (type: string) => simple.filter((one) => one.type === type);
  return {
    types: new Set(simple.flatMap((one) => typesOf(one))),
    members: scalars.some(isEnumerated) ? new Set(enumerated) : null,
    open: !scalars.every(isEnumerated),
    objects: of("object").map((one) => ({ kind: fieldsOf(one).kind?.const, schema: one })),
    arrays: of("array"),
    formats: new Set(simple.flatMap(({ format }) => (format === undefined ? [] : [format]))),
    minimum: Math.min(...scalars.map(({ minimum }) => (minimum as number | undefined) ?? -Infinity)),
    maximum: Math.max(...scalars.map(({ maximum }) => (maximum as number | undefined) ?? Infinity)),
  };
}

/** The schemas of which a value fits one. Each has one type, or several types without other limits. */
function alternatives(schema: JsonSchema, definitions: Definitions): JsonSchema[] {
  const { $ref, anyOf, allOf } = schema;
  if (typeof $ref === "string") return alternatives(definitions[$ref.replace("#/definitions/", "")] ?? {}, definitions);
  const parts = Array.isArray(anyOf) ? (anyOf as JsonSchema[]) : conditional(allOf);
  return parts === null ? [schema] : parts.flatMap((part) => alternatives(part, definitions));
}

/** The alternatives that a discriminator makes. */
function conditional(allOf: unknown): JsonSchema[] | null {
  return Array.isArray(allOf) ? allOf.map(({ then }: { then: JsonSchema }) => then) : null;
}

function typesOf({ type, ...schema }: JsonSchema): string[] {
  if (type !== undefined) return [type].flat() as string[];
  return (valuesOf(schema) ?? []).map((value) => typeof value);
}

function valuesOf(schema: JsonSchema): unknown[] | null {
  if ("const" in schema) return [schema.const];
  return Array.isArray(schema.enum) ? schema.enum : null;
}

function isEnumerated(schema: JsonSchema): boolean {
  return valuesOf(schema) !== null;
}

function fieldsOf(schema: JsonSchema): Record<string, JsonSchema> {
  return (schema.properties as Record<string, JsonSchema> | undefined) ?? {};
}

function isRequired(schema: JsonSchema, name: string): boolean {
  return ((schema.required as string[] | undefined) ?? []).includes(name);
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null;
}

function at(path: string): string {
  return path === "" ? "the journal" : path;
}
