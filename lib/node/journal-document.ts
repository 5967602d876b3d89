/** docs/journal.md: the fields of journal.json, from its schema. */
import { definitionOf, type JsonSchema } from "./journal-schema";

const INTRO = `# The journal

<!-- Written by UPDATE_DOCS=1 npx vitest run --project unit test/report: do not edit. -->

Every field of \`journal.json\`, from [its JSON Schema](../schema/journal.json). [report.md](report.md#files) says how the file comes
about and what is promised of it. A field marked *may be left out* is not always there; every other one is.

A journal is a [Journal](#journal) of one run, a [Comparison](#comparison), a [SweepJournal](#sweepjournal) or a
[MinimalJournal](#minimaljournal): its \`kind\` says which.`;

interface Field {
  name: string;
  schema: JsonSchema;
  optional: boolean;
}

/** Markdown. */
export function journalDocument({ definitions = {} }: JsonSchema): string {
  const base = new Set(fieldsOf(definitionOf(definitions, "Journal")).map(({ name }) => name));
  const sections = Object.entries(definitions).map(([name, schema]) => {
    const all = fieldsOf(schema);
    // An arm of a comparison has all that a journal has.
    const isArm =
      name !== "Journal" &&
      base.size <= all.length &&
      [...base].every((one) => all.some((field) => field.name === one));
    const own = isArm ? all.filter((field) => !base.has(field.name)) : all;
    return section(name, schema, own, isArm ? "It has every field of a [Journal](#journal) as well." : "");
  });
  return `${[INTRO, ...sections].join("\n\n")}\n`;
}

function section(name: string, schema: JsonSchema, fields: readonly Field[], more: string): string {
  return [
    `## ${name}`,
    [descriptionOf(schema), fields.length === 0 ? `Type: ${typeText(schema, name)}.` : "", more]
      .filter(Boolean)
      .join(" "),
    table(name, fields),
    ...below(name, fields),
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** The tables of objects that have no name of their own, and of those in them. */
function below(path: string, fields: readonly Field[]): string[] {
  return fields.flatMap(({ name, schema }) => {
    const inner = insideOf(schema);
    if (inner === null) return [];
    const own = `${path}.${name}`;
    return [`**\`${own}\`**\n\n${table(own, fieldsOf(inner))}`, ...below(own, fieldsOf(inner))];
  });
}

function table(path: string, fields: readonly Field[]): string {
  if (fields.length === 0) return "";
  const rows = fields.map(({ name, schema, optional }) => {
    const meaning = [descriptionOf(schema), optional ? "*May be left out.*" : ""].filter(Boolean).join(" ");
    return `| \`${name}\` | ${typeText(schema, `${path}.${name}`)} | ${meaning.replace(/\|/g, "\\|")} |`;
  });
  return ["| field | type | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}

function fieldsOf({ properties = {}, required = [] }: JsonSchema): Field[] {
  return Object.entries(properties as Record<string, JsonSchema>).map(([name, schema]) => ({
    name,
    schema,
    optional: !(required as string[]).includes(name),
  }));
}

/** The object that has no name of its own: the field itself, its entries, or what it is where it is not null. */
function insideOf(schema: JsonSchema): JsonSchema | null {
  if (schema.properties !== undefined) return isCounts(schema) ? null : schema;
  const parts = [...listOf(schema.anyOf), ...(isObject(schema.items) ? [schema.items] : [])];
  return parts.map(insideOf).find((one) => one !== null) ?? null;
}

/** Counts by cause are one line. */
function isCounts(schema: JsonSchema): boolean {
  const fields = fieldsOf(schema);
  return (
    fields.length > 3 && fields.every(({ schema: one, optional }) => optional && one.$ref === "#/definitions/Count")
  );
}

function typeText(schema: JsonSchema, path: string): string {
  const { $ref, type, anyOf, items } = schema;
  if (typeof $ref === "string") return link($ref);
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => `\`${JSON.stringify(one)}\``).join(", ");
  if (Array.isArray(anyOf))
    return listOf(anyOf)
      .map((one) => typeText(one, path))
      .join(" or ");
  if (Array.isArray(type)) return type.join(" or ");
  if (Array.isArray(items))
    return `[${listOf(items)
      .map((one) => typeText(one, path))
      .join(", ")}]`;
  if (type === "array") return listText(isObject(items) ? typeText(items, path) : "anything");
  if (schema.properties !== undefined)
    return isCounts(schema) ? "a [Count](#count) for each [Cause](#cause)" : `\`${path}\`, below`;
  if (isObject(schema.additionalProperties)) return `by name: ${typeText(schema.additionalProperties, path)}`;
  return typeof type === "string" ? type : "anything";
}

function listText(entry: string): string {
  return entry.includes(" or ") || entry.includes(", ") ? `list of: ${entry}` : `list of ${entry}`;
}

function link(ref: string): string {
  const name = decodeURIComponent(ref.slice(ref.lastIndexOf("/") + 1));
  return `[${name}](#${name.toLowerCase()})`;
}

function descriptionOf({ description }: JsonSchema): string {
  return typeof description === "string" ? description : "";
}

function listOf(value: unknown): JsonSchema[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
