/** What README.md and docs/ say to type is accepted, and what they link to is there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { resolveConfig } from "../lib/settings/resolve-config";
import { settingNames } from "../lib/settings/settings";

const root = fileURLToPath(new URL("..", import.meta.url));
const documents = ["README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)].map((name) => ({
  name,
  text: readFileSync(join(root, name), "utf8"),
}));
const configFile = documents.find(({ name }) => name === "docs/config-file.md")!.text;

function accept(env: Record<string, string>, text: string) {
  return resolveConfig({
    env,
    cwd: "/srv",
    readFile(path) {
      if (path !== "/srv/written.yaml") throw new Error(`open ${path}: no such file or directory`);
      return text;
    },
    regexError: () => "",
  });
}

const blocks = documents.flatMap(({ name, text }) =>
  [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => ({ name, yaml: yaml! })),
);
const profiles = blocks.filter(({ yaml }) => /^gates:/m.test(yaml));
const configs = blocks.filter(({ yaml }) => /^target:/m.test(yaml));

test("there is a configuration and a profile in README.md, and in docs/config-file.md", () => {
  for (const found of [profiles, configs]) {
    expect(found.map(({ name }) => name)).toEqual(["README.md", "docs/config-file.md"]);
  }
});

test.each(profiles)("the gates in $name", ({ yaml }) => {
  expect(accept({ THRESHOLDS: "./written.yaml" }, yaml).gates.gates.length).toBeGreaterThan(0);
});

test.each(configs)("the configuration in $name", ({ yaml }) => {
  expect(accept({ CONFIG: "written.yaml" }, yaml).checkers.length).toBeGreaterThan(1);
});

/** What stands between backticks in the first column of the table with that heading. */
function firstColumn(heading: string): string[] {
  const [, rows] = new RegExp(`\\n\\| ${heading} +\\|.*\\n\\| -.*\\n((?:\\|.*\\n)+)`).exec(configFile)!;
  return rows!
    .split("\n")
    .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, code]) => code!));
}

const spelledOut = (extra: string) => `target: 10.0.0.5:25\ncheckers:\n  - name: ours\n    timeout: 10s\n${extra}`;

test.each(firstColumn("step"))("the step %s", (step) => {
  const yaml = spelledOut(`    steps:\n      - ${step}\n`);
  expect(accept({ CONFIG: "written.yaml" }, yaml).checkers[0]!.connections[0]!.steps).toHaveLength(1);
});

test.each(firstColumn("ending"))("the ending %s", (ending) => {
  const wire = accept({ CONFIG: "written.yaml" }, spelledOut(`    ending: ${ending}\n`)).checkers[0]!.connections[0]!;
  expect(ending).toContain(wire.ending.kind);
});

test("every measure and every key of a gate and of a checker is told", () => {
  // The refusal of a wrong one lists them all.
  const refusalOf = (env: Record<string, string>, yaml: string) => {
    try {
      accept(env, yaml);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error("was accepted");
  };
  const measures = refusalOf({ THRESHOLDS: "./written.yaml" }, "gates: [{ name: a, phase: storm, measure: none }]");
  const steps = refusalOf({ CONFIG: "written.yaml" }, spelledOut("    steps: [{ none: 1 }]\n"));
  const checkers = refusalOf({ CONFIG: "written.yaml" }, spelledOut("    none: 1\n"));
  const lists = [
    /one of ([a-z, -]+)/.exec(measures),
    /known are ([a-z, -]+)/.exec(steps),
    /known are ([a-z, -]+)/.exec(checkers),
  ];
  const words = lists.flatMap((list) => list![1]!.split(", "));
  expect(words.length).toBeGreaterThan(20);
  expect(words.filter((word) => !new RegExp(`[\`{ ]${word}[\`:]`).test(configFile))).toEqual([]);
});

test.each(documents)("$name: what is set with -e is a setting", ({ text }) => {
  const names = [...text.matchAll(/-e "?([A-Za-z_]+)=/g)].map(([, name]) => name!).filter((name) => name !== "NAME");
  expect(names.filter((name) => !(settingNames as readonly string[]).includes(name))).toEqual([]);
});

test.each(documents)("$name: links lead somewhere", ({ name, text }) => {
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(#[^)]*)?\)/g)].map(([, path, anchor]) => ({
    path: path!,
    anchor,
  }));
  for (const { path, anchor } of links) {
    const file = path === "" ? name : join(dirname(name), path);
    expect(existsSync(join(root, file)), `${name}: ${path}`).toBe(true);
    if (anchor !== undefined && file.endsWith(".md"))
      expect(anchors(file), `${name}: ${path}${anchor}`).toContain(anchor);
  }
});

/** As GitHub makes them of headings. */
function anchors(file: string): string[] {
  return [...readFileSync(join(root, file), "utf8").matchAll(/^#+ (.*)$/gm)].map(
    ([, heading]) =>
      `#${heading!
        .toLowerCase()
        .replace(/[^\w\- ]/g, "")
        .replace(/ /g, "-")}`,
  );
}
