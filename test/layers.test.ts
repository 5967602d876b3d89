/** The line between lib/ and k6 is held by the linter. */
import { readdirSync, readFileSync } from "node:fs";
import { ESLint } from "eslint";
import { expect, test } from "vitest";

const eslint = new ESLint();
const ONLY = "Only lib/k6/ and scripts/ may import k6: lib/ runs under plain Node.";

const imports = [
  'import { sleep } from "k6";\nsleep(1);\n',
  'import type { Options } from "k6/options";\nexport type Mine = Options;\n',
  'export { now } from "k6/x/healthcheck";\n',
  'export const k6 = await import("k6");\n',
  'export const later = () => import("k6/x/healthcheck");\n',
  "export const later = () => import(`k6`);\n",
  'const name = "k6";\nexport const later = () => import(name);\n',
  'export const later = () => import("k" + "6");\n',
  'export type Mine = import("k6/options").Options;\n',
];

/** What the plain rule against `require` forbids in lib/k6/ as well. */
const required = ['export const k6 = require("k6");\n', 'import k6 = require("k6");\nexport const now = k6.now;\n'];

/** lib/k6/ itself, by whatever path: it imports k6. */
const through = [
  'import { guarded } from "../k6/guard";\nguarded(() => {});\n',
  'import source from "once:../k6/lifecycle";\nexport const lifecycle = source;\n',
  'export const later = () => import("../k6/guard");\n',
];

const globals = ["export const name = __ENV.TARGET;\n", 'export const text = open("storm.yaml");\n'];

const ofNode = [
  'import { readFileSync } from "node:fs";\nexport const read = readFileSync;\n',
  'import { readFileSync } from "fs";\nexport const read = readFileSync;\n',
  'import { readFile } from "fs/promises";\nexport const read = readFile;\n',
  'export const later = () => import("fs");\n',
  "export const name = process.env.TARGET;\n",
  'export const bytes = Buffer.from("k6");\n',
];

async function complaints(text: string, filePath: string): Promise<string> {
  const [result] = await eslint.lintText(text, { filePath });
  return result!.messages.map(({ message }) => message).join("\n");
}

test.each([...imports, ...required, ...through, ...globals])("in lib/ no %j", async (text) => {
  expect(await complaints(text, "lib/judge/judge.ts")).toContain(ONLY);
  expect(await complaints(text, "thresholds/strict.ts")).toContain(ONLY);
});

test.each(imports)("in lib/k6/ and scripts/ %j may be", async (text) => {
  expect(await complaints(text, "lib/k6/client-attempt.ts")).toBe("");
  expect(await complaints(text, "scripts/probe-storm.ts")).toBe("");
});

test.each(ofNode)("in lib/ nothing of Node's own: %j", async (text) => {
  expect(await complaints(text, "lib/judge/judge.ts")).toContain("lib/ also runs inside k6.");
  expect(await complaints(text, "lib/k6/client-attempt.ts")).toContain("lib/ also runs inside k6.");
});

test.each(ofNode)("in lib/node/ %j may be", async (text) => {
  expect(await complaints(text, "lib/node/demo.ts")).toBe("");
});

test.each([...imports, ...through])("in lib/node/ no %j", async (text) => {
  expect(await complaints(text, "lib/node/demo.ts")).toContain(ONLY);
});

test.each(['export const run = eval("1");\n', 'export const run = new Function("return 1");\n'])(
  "in lib/ no %j",
  async (text) => {
    expect(await complaints(text, "lib/judge/judge.ts")).not.toBe("");
  },
);

test("another module may be imported when it is needed", async () => {
  expect(await complaints('export const later = () => import("../journal");\n', "lib/judge/judge.ts")).toBe("");
});

interface Zone {
  target: string;
  from: string[];
}

async function zones(): Promise<Zone[]> {
  const config = (await eslint.calculateConfigForFile("lib/judge/judge.ts")) as {
    rules: Record<string, [number, { zones: Zone[] }]>;
  };
  return config.rules["import-x/no-restricted-paths"]![1].zones;
}

test("every folder of lib/ has its place in the order of rooms, and nothing lies outside of them", async () => {
  const [first, ...rest] = await zones();
  const rooms = [first!.target, ...first!.from].map((path) => path.replace("./lib/", ""));
  expect(rest.map(({ target }) => target.replace("./lib/", ""))).toEqual(rooms.slice(1, -1));
  expect(readdirSync("lib").sort()).toEqual([...rooms].sort());
  const documented = readFileSync("docs/architecture.md", "utf8").matchAll(/^\| `([a-z0-9]+)\/` +\|/gm);
  expect([...documented].map(([, room]) => room)).toEqual(rooms);
});

test.each([
  ["lib/judge/judge.ts", "../report/terminal"],
  ["lib/model/plan.ts", "../plan/make-plan"],
  ["lib/wire/bytes.ts", "../checkers/styles"],
  ["lib/settings/resolve-checkers.ts", "../plan/planned-floors"],
])("no import from a room below: %s of %s", async (file, imported) => {
  expect(await complaints(`export * from "${imported}";\n`, file)).toContain("imports only from rooms above it");
});

test.each(["format", "duration"])("lib/judge/ writes no text: %s is not for it", async (name) => {
  const codes = "lib/judge/ concludes in codes and numbers";
  expect(await complaints(`export * from "../text/${name}";\n`, "lib/judge/judge.ts")).toContain(codes);
  expect(await complaints(`export * from "../text/${name}";\n`, "lib/report/build-journal.ts")).not.toContain(codes);
});

test.each(["format", "duration"])("lib/measures/ writes no text: %s is not for it", async (name) => {
  expect(await complaints(`export * from "../text/${name}";\n`, "lib/measures/outage.ts")).toContain(
    "lib/measures/ comes to codes",
  );
});

test.each([
  ["lib/experiments/overall.ts", "../text/format", true],
  ["lib/experiments/conclude-trial.ts", "../text/format", true],
  ["lib/experiments/overall.ts", "../report/reason-text", true],
  ["lib/experiments/conclude-trial.ts", "../report/trial-reason-text", false],
  ["lib/experiments/overall.ts", "../text/decimal", false],
])("lib/experiments/ writes no text: %s of %s is refused: %s", async (file, imported, refused) => {
  const codes = "lib/experiments/ concludes in codes and numbers";
  const said = await complaints(`export * from "${imported}";\n`, file);
  expect(said.includes(codes)).toBe(refused);
});

test("no import that leads in a circle", async () => {
  expect(await complaints('export * from "./judge";\n', "lib/judge/recovery.ts")).toContain("Dependency cycle");
});
