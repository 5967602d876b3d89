/** What the documents say to type is accepted, what they link to is there, and each page of docs/ is found from its index. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { resolveConfig } from "../lib/settings/resolve-config";
import { settingNames, settings } from "../lib/settings/settings";

const root = fileURLToPath(new URL("..", import.meta.url));
const pages = readdirSync(join(root, "docs"))
  .filter((name) => name.endsWith(".md"))
  .map((name) => `docs/${name}`);
const documents = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "examples/README.md", ...pages].map(
  (name) => ({
    name,
    text: readFileSync(join(root, name), "utf8"),
  }),
);
const readme = documents[0]!.text;
const configFile = documents.find(({ name }) => name === "docs/config-file.md")!.text;

function accept(env: Record<string, string>, text: string) {
  return resolveConfig({ env, ...outsideWith(text) });
}

/** @param text of written.yaml, the only file there is */
function outsideWith(text: string) {
  return {
    cwd: "/srv",
    readFile(path: string) {
      if (path !== "/srv/written.yaml") throw new Error(`open ${path}: no such file or directory`);
      return text;
    },
    regexError: () => "",
  };
}

const blocks = documents.flatMap(({ name, text }) =>
  [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => ({ name, yaml: yaml! })),
);
const profiles = blocks.filter(({ yaml }) => /^gates:/m.test(yaml));
const configs = blocks.filter(({ yaml }) => /^target:/m.test(yaml));

test("README.md shows a configuration, and docs/config-file.md a configuration and a profile", () => {
  expect(configs.map(({ name }) => name)).toEqual(["README.md", "docs/config-file.md"]);
  expect(profiles.map(({ name }) => name)).toEqual(["docs/config-file.md"]);
});

test("README.md has at most 12,000 characters", () => {
  expect([...readme].length).toBeLessThanOrEqual(12_000);
});

test("every page of docs/ is linked from docs/README.md", () => {
  const index = linksOf({ name: "docs/README.md", text: readFileSync(join(root, "docs/README.md"), "utf8") });
  const linked = index.map(({ file }) => file);
  expect(pages.filter((page) => page !== "docs/README.md" && !linked.includes(page))).toEqual([]);
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
  expect(accept({ CONFIG: "written.yaml" }, yaml).checkers[0]!.connections[0].steps).toHaveLength(1);
});

test.each(firstColumn("ending"))("the ending %s", (ending) => {
  const wire = accept({ CONFIG: "written.yaml" }, spelledOut(`    ending: ${ending}\n`)).checkers[0]!.connections[0];
  expect(ending).toContain(wire.ending.kind);
});

test("every measure and every key of a gate and of a checker is told", () => {
  // The refusal of a wrong one lists them all.
  const measures = refusalOf({ THRESHOLDS: "./written.yaml" }, "gates: [{ name: a, phase: storm, measure: none }]");
  const steps = refusalOf({ CONFIG: "written.yaml" }, spelledOut("    steps: [{ none: 1 }]\n"));
  const checkers = refusalOf({ CONFIG: "written.yaml" }, spelledOut("    none: 1\n"));
  const lists = [
    /one of ([a-z, -]+), got /.exec(measures),
    /one of the keys ([a-z, -]+), got /.exec(steps),
    /one of the keys ([a-z, -]+), got /.exec(checkers),
  ];
  const words = lists.flatMap((list) => list![1]!.split(", "));
  expect(words.length).toBeGreaterThan(20);
  expect(words.filter((word) => !new RegExp(`[\`{ ]${word}[\`:]`).test(configFile))).toEqual([]);
});

test.each(documents)("$name: what is set with -e is a setting", ({ text }) => {
  const names = [...text.matchAll(/-e "?([A-Za-z_]+)=/g)].map(([, name]) => name!).filter((name) => name !== "NAME");
  expect(names.filter((name) => !(settingNames as readonly string[]).includes(name))).toEqual([]);
});

test.each(documents)("$name: every npm script and every bundle that it names is there", ({ text }) => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
  const npm = [...text.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, script]) => script!);
  expect(npm.filter((script) => !(script in scripts))).toEqual([]);
  const bundles = [...text.matchAll(/dist\/([\w-]+)\.js/g)].map(([, script]) => `scripts/${script}.ts`);
  expect(bundles.filter((script) => !existsSync(join(root, script)))).toEqual([]);
});

/** `NAME=value` behind `-e` or between backticks, as far as the value is no file of the reader's and no placeholder. */
test.each(documents)("$name: every value that it gives a setting is accepted", ({ text }) => {
  const given = [...text.matchAll(/(?:-e |`)([A-Z_]+)=([^\s`…]+)/g)].map(([, name, value]) => ({
    name: name!,
    value: value!,
  }));
  const refused = given.flatMap(({ name, value }) => {
    const setting = settingNames.find((known) => known === name);
    if (setting === undefined || /file:|^(name|file|path|url|\$.*)$/.test(value)) return [];
    try {
      settings[setting].syntax.read(value.replace(/^'(.*)'$/, "$1"), name, outsideWith(""));
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
  expect(refused).toEqual([]);
});

test.each(documents)("$name: every link leads to a file that is there, and to a heading of it", (document) => {
  for (const { file, anchor, link } of linksOf(document)) {
    expect(existsSync(join(root, file)), `${document.name}: ${link}`).toBe(true);
    if (anchor !== "" && file.endsWith(".md")) expect(anchors(file), `${document.name}: ${link}`).toContain(anchor);
  }
});

/** Those to files of this repository, from Markdown and from HTML; `file` is from its root. */
function linksOf({ name, text }: { name: string; text: string }): { link: string; file: string; anchor: string }[] {
  const prose = withoutCode(text);
  const markdown = [...prose.matchAll(/\]\(<?([^)\s>]*)>?(?: "[^"]*")?\)/g)];
  const html = [...prose.matchAll(/(?:src|srcset|href)="([^"]*)"/g)];
  return [...markdown, ...html]
    .map(([, link]) => link!)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path, anchor] = link.split("#");
      const file = path === "" ? name : join(dirname(name), path!);
      return { link, file, anchor: anchor === undefined ? "" : `#${anchor}` };
    });
}

/** As GitHub makes them of headings. */
function anchors(file: string): string[] {
  return [...withoutCode(readFileSync(join(root, file), "utf8")).matchAll(/^#+ (.*)$/gm)].map(
    ([, heading]) =>
      `#${heading!
        .toLowerCase()
        .replace(/[^\w\- ]/g, "")
        .replace(/ /g, "-")}`,
  );
}

/** A comment of a shell in a block of code is no heading. */
function withoutCode(text: string): string {
  return text.replace(/^ *```[\s\S]*?^ *```$/gm, "");
}

/** Empty: it is accepted. */
function refusalOf(env: Record<string, string>, written: string): string {
  try {
    accept(env, written);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}
