/** Whatever lies in a folder is in the list beside it, and has its row in the tests. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { presets } from "../lib/checkers/products/index";
import { styles } from "../lib/checkers/styles/index";
import { protocols } from "../lib/clients/protocols";
import type { Preset, Style } from "../lib/model/checker";
import { importers } from "../lib/readers/index";
import type { ConfigurationReader } from "../lib/readers/reader-types";
import type { Protocol } from "../lib/wire/protocol-client";
import { politeRows } from "./support/services/polite";

const families = filesIn("lib/checkers/products", ["index.ts", "assumed.ts"]);

test.each(families)("%s has a preset, and the index has all of its presets", async (file) => {
  const own = await presetsOf(file);
  expect(own.length).toBeGreaterThan(0);
  expect(own.filter((preset) => presets.get(preset.name) !== preset).map(({ name }) => name)).toEqual([]);
});

test("each preset of the index comes from a file beside it, and no two have one name", async () => {
  const own = (await Promise.all(families.map(presetsOf))).flat();
  expect(own.map(({ name }) => name).sort()).toEqual([...presets.keys()].sort());
});

test("each style has a file of its name, a place in the index and a row among the captures", async () => {
  const files = filesIn("lib/checkers/styles", ["index.ts"]);
  const rows = readFileSync("test/captures/styles.test.ts", "utf8");
  expect(files.map(nameOf).sort()).toEqual([...styles.keys()].sort());
  for (const file of files) {
    const exported = Object.values(await load(file)).filter(isStyle);
    expect(exported, file).toEqual([styles.get(nameOf(file))]);
    expect(rows).toContain(`["${nameOf(file)}", {`);
  }
});

test("each client of a protocol has a file of its name, a place in the list and a real server among the tests", async () => {
  const found: Record<string, Protocol> = {};
  for (const file of filesIn("lib/clients", ["index.ts", "protocols.ts"])) {
    for (const protocol of Object.values(await load(file)).filter(isProtocol)) found[nameOf(file)] = protocol;
  }
  expect(Object.keys(found).sort()).toEqual(Object.keys(protocols).sort());
  const tried = new Set((await politeRows()).map(({ client }) => client as string));
  for (const [name, protocol] of Object.entries(protocols)) {
    expect(found[name]).toBe(protocol);
    expect(tried.has(name) || existsSync(`test/e2e/polite-${name}.test.ts`), name).toBe(true);
  }
});

test("each folder of readers has one reader, a place in the list and a test of its name", async () => {
  const found: ConfigurationReader[] = [];
  for (const folder of readdirSync("lib/readers", { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const exported = Object.values(await load(`lib/readers/${folder.name}/index.ts`)).filter(isReader);
    expect(exported.length, folder.name).toBe(1);
    expect(existsSync(`test/readers/${folder.name}.test.ts`), folder.name).toBe(true);
    found.push(...exported);
  }
  expect(new Set(importers)).toEqual(new Set(found));
  expect(importers.length).toBe(found.length);
});

function filesIn(folder: string, besides: readonly string[]): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !besides.includes(file))
    .map((file) => `${folder}/${file}`);
}

function nameOf(file: string): string {
  return file.replace(/^.*\/|\.ts$/g, "");
}

async function load(file: string): Promise<Record<string, unknown>> {
  return (await import(new URL(`../${file}`, import.meta.url).href)) as Record<string, unknown>;
}

/** Each once, whether it is exported by itself, in a list, or both. */
async function presetsOf(file: string): Promise<Preset[]> {
  return [...new Set(Object.values(await load(file)).flat())].filter(isPreset);
}

function isPreset(value: unknown): value is Preset {
  return hasAll(value, ["name", "product", "style", "provenance"]);
}

function isStyle(value: unknown): value is Style {
  return hasAll(value, ["name", "takes", "wire"]);
}

function isProtocol(value: unknown): value is Protocol {
  return hasAll(value, ["accepts", "refusals", "steps"]);
}

function isReader(value: unknown): value is ConfigurationReader {
  return hasAll(value, ["format", "recognises", "read"]);
}

function hasAll(value: unknown, keys: readonly string[]): boolean {
  return typeof value === "object" && value !== null && keys.every((key) => key in value);
}
