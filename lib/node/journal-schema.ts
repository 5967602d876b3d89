/**
 * The JSON Schema of journal.json, made from the types in lib/model/ with their comments.
 *
 * It is open: what a newer version adds is valid by the schema of an older one, as far as objects go.
 */
import { createGenerator, type Config } from "ts-json-schema-generator";
import { join } from "node:path";
import { protocolNames } from "../clients/protocols";
import { measureNames } from "../measures";
import { findingKinds } from "../report/finding-text";
import { ROOT } from "./root";

export interface JsonSchema {
  [keyword: string]: unknown;
  definitions?: Record<string, JsonSchema>;
}

const ID = "https://raw.githubusercontent.com/probe-storm/probe-storm/main/schema/journal.json";

const CONFIG: Config = {
  path: join(ROOT, "lib/model/any-journal.ts"),
  tsconfig: join(ROOT, "tsconfig.json"),
  type: "AnyJournal",
  // As the types are written, so that a reader finds what belongs together.
  sortProps: false,
  additionalProperties: true,
  // npm run typecheck does it.
  skipTypeCheck: true,
};

export function journalSchema(): JsonSchema {
  const { $schema, definitions = {} } = createGenerator(CONFIG).createSchema("AnyJournal") as JsonSchema;
  const top = definitionOf(definitions, "AnyJournal");
  const others = { ...definitions };
  delete others.AnyJournal;
  // Their members are listed beside the clients and the measures, where the generator does not look.
  const describe = (name: string, schema: JsonSchema) => {
    others[name] = { ...schema, description: definitionOf(others, name).description };
  };
  describe("ProtocolName", { type: "string", enum: protocolNames });
  describe("Measure", { type: "string", enum: measureNames });
  describe("FindingKind", {
    // The released schema has the object, and nothing is taken away.
    anyOf: [...findingKinds.map((kind) => ({ type: "string", const: kind })), { type: "object", properties: {} }],
  });
  return {
    $schema,
    $id: ID,
    title: "journal.json of probe-storm",
    ...oneLineEach(top),
    definitions: oneLineEach(others),
  };
}

/** @throws Error if the schema does not define it: a type of lib/model/ has lost that name */
export function definitionOf(definitions: Record<string, JsonSchema>, name: string): JsonSchema {
  const found = definitions[name];
  if (found === undefined) throw new Error(`the schema of the journal does not define ${name}`);
  return found;
}

/** The schema as the text of a file. */
export function schemaText(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** A comment is wrapped for those who read the code. */
function oneLineEach<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (key, part: unknown) =>
    key === "description" && typeof part === "string" ? part.replace(/\s+/g, " ").trim() : part,
  ) as T;
}
