/** The tables in README.md and docs/ say what the code says. UPDATE_DOCS=1 writes them anew. */
import type { Argument } from "commander";
import { makeProgram } from "../lib/node/cli/program";
import { OWN_DEFAULTS } from "../lib/node/cli/setting-flags";
import type { WireClass } from "../lib/model/checker";
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { resolveComparison } from "../lib/experiments/resolve-comparison";
import { timeLeft } from "../lib/experiments/time-left";
import { rangeText } from "../lib/report/progress-text";
import { protocolNames, protocols } from "../lib/clients/protocols";
import type { GateProfile } from "../lib/model/gates";
import { isFinding, MEASURES, measureRow } from "../lib/measures";
import type { Measure } from "../lib/model/measures";
import { formats } from "../lib/report/formats";
import { valueText } from "../lib/report/gate-limits";
import { metricList } from "../lib/report/metric-list";
import { listed } from "../lib/report/list";
import { listed as sentenceOf } from "../lib/text/format";
import { wireClasses } from "../lib/checkers/wire-class";
import { importers } from "../lib/readers";
import { presets } from "../lib/checkers/products";
import {
  defaultIn,
  readersOf,
  settingNames,
  settingOf,
  type Script,
  type SettingName,
  wholeMeaning,
} from "../lib/settings/settings";
import { styles } from "../lib/checkers/styles";
import { standard } from "../thresholds/default";
import { lenient } from "../thresholds/lenient";
import { strict } from "../thresholds/strict";
import type { Port } from "../lib/wire/protocol-client";

const rows = (table: string[][]) => table.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const cell = (text: string) => text.replace(/\|/g, "\\|");
const code = (text: string) => `\`${cell(text)}\``;

const measures = Object.keys(MEASURES) as Measure[];

/** No document tells of the profile `trial`, which holds for a sweep's short storms. */
const SHIPPED: readonly GateProfile[] = [strict, standard, lenient];

/** Whose defaults may be other ones. */
const SCRIPTS: readonly Script[] = ["delay-sweep", "minimal-storm", "compare-checkers"];
const ALL_SCRIPTS: readonly Script[] = ["probe-storm", ...SCRIPTS, "check"];

const tables: { name: string; page: string; table: string }[] = [
  {
    name: "kinds",
    page: "README.md",
    table: rows([
      ["kind", "what the service sees", "for example"],
      ["---", "---", "---"],
      ...(Object.keys(wireClasses) as WireClass[]).map((kind) => [
        code(kind),
        cell(wireClasses[kind]),
        twoPresets(kind).map(code).join(", "),
      ]),
    ]),
  },
  {
    name: "formats",
    page: "README.md",
    table: `\nIt reads ${importers.length} formats: ${sentenceOf(importers.map(({ product }) => product))}.`,
  },
  {
    name: "protocols",
    page: "README.md",
    table: `\nThere are clients for ${protocolNames.length} protocols: ${sentenceOf(protocolNames.map(code))}.`,
  },
  {
    name: "formats",
    page: "docs/configurations.md",
    table: rows([
      ["file", "what stands behind the `#`"],
      ["---", "---"],
      ...importers.map(({ files, selector }) => [cell(files), cell(selector)]),
    ]),
  },
  {
    name: "styles",
    page: "docs/styles.md",
    table: rows([
      ["style", "what it does", "changed by"],
      ["---", "---", "---"],
      ...[...styles.values()].map(({ name, summary, takes }) => [
        code(name),
        cell(summary),
        takes.map((option) => code(option.replace("Ms", "").toUpperCase())).join(", "),
      ]),
    ]),
  },
  {
    name: "clients",
    page: "docs/clients.md",
    table: rows([
      ["client", "what it does", "accepted means", "turned away means", "usual ports"],
      ["---", "---", "---", "---", "---"],
      ...protocolNames.map((name) => {
        const { summary, accepts, refusals, ports } = protocols[name];
        return [code(name), cell(summary), cell(accepts), cell(refusals.join("; ")), usualPorts(ports)];
      }),
    ]),
  },
  {
    name: "settings",
    page: "docs/settings.md",
    table: rows([
      ["name", "key in a file", "meaning", "accepts", "default", "read by"],
      ["---", "---", "---", "---", "---", "---"],
      ...settingNames.map((name) => {
        const { key, syntax } = settingOf(name);
        return [
          code(name),
          key === undefined ? "" : code(key),
          cell(wholeMeaning(name)),
          cell([syntax.accepts, ...("hint" in syntax ? [syntax.hint] : [])].join("; ")),
          defaults(name),
          readers(name),
        ];
      }),
    ]),
  },
  {
    name: "metrics",
    page: "docs/metrics.md",
    table: rows([
      ["metric", "type", "unit", "tags", "what is pushed, and when"],
      ["---", "---", "---", "---", "---"],
      ...metricList.map(({ name, type, unit, tags, meaning }) => [
        code(name),
        type,
        unit,
        tags.map(code).join(", "),
        cell(meaning),
      ]),
    ]),
  },
  {
    name: "measures",
    page: "docs/config-file.md",
    table: rows([
      ["measure", "limit"],
      ["---", "---"],
      ...measures.map((measure) => {
        const { limit, means, stat } = measureRow(measure);
        return [code(measure), `${code(limit)}: ${cell(means)}${stat === true ? "; `stat`" : ""}`];
      }),
    ]),
  },
  {
    name: "service-gates",
    page: "docs/config-file.md",
    table: rows([
      ["gate of the profile", "measure", ...SHIPPED.map(({ name }) => name)],
      ["---", "---", ...SHIPPED.map(() => "---")],
      ...standard.gates
        .filter(({ measure }) => isFinding(measure))
        .map(({ name, measure }) => [code(name), code(measure), ...SHIPPED.map((profile) => limitIn(profile, name))]),
    ]),
  },
  {
    name: "files",
    page: "docs/report.md",
    table: rows([["file", "what it is"], ["---", "---"], ...formats.map(({ file, what }) => [code(file), cell(what)])]),
  },
  {
    name: "commands",
    page: "docs/command-line.md",
    table: rows([
      ["command", "what it does"],
      ["---", "---"],
      ...makeProgram().commands.map((command) => [
        code([command.name(), ...command.registeredArguments.map(argumentText)].join(" ")),
        cell(command.summary()),
      ]),
    ]),
  },
];

test.each(tables)("the table of $name in $page says what the code says", ({ name, page, table }) => {
  const file = new URL(`../${page}`, import.meta.url);
  const text = readFileSync(file, "utf8");
  const found = new RegExp(`<!-- ${name} -->\\n(?:([\\s\\S]*?)\\n)?<!-- /${name} -->`).exec(text);
  expect(found, `${page} has no <!-- ${name} --> … <!-- /${name} -->`).not.toBeNull();
  if (process.env.UPDATE_DOCS === "1") {
    writeFileSync(
      file,
      text.replace(found![0], () => `<!-- ${name} -->\n${table}\n<!-- /${name} -->`),
    );
    return;
  }
  expect(found![1]).toBe(table);
});

test.each([
  ["README.md", "presets", presets.size],
  ["README.md", "styles", styles.size],
  ["README.md", "kinds", Object.keys(wireClasses).length],
  ["docs/experiments.md", "arms", everyStyle().length],
])("%s tells the right number of %s", (page, things, number) => {
  const numbers = new RegExp(`(\\d+)(\\s${things}\\b)`, "g");
  if (process.env.UPDATE_DOCS === "1") write(page, read(page).replace(numbers, `${number}$2`));
  const told = [...read(page).matchAll(numbers)].map(([, digits]) => Number(digits));
  expect(new Set(told)).toEqual(new Set([number]));
});

test("docs/experiments.md tells how long a comparison of all styles takes", () => {
  const page = "docs/experiments.md";
  const duration = /(?<= arms, )[\d to]+ min/;
  const takes = rangeText(timeLeft(everyStyle(), { eachMs: 0, toCome: 0 }));
  if (process.env.UPDATE_DOCS === "1") write(page, read(page).replace(duration, takes));
  expect(wordsOf(page)).toContain(`${everyStyle().length} arms, ${takes}`);
});

/** Blanks and ends of lines are all alike: text may be wrapped anywhere. */
function wordsOf(page: string): string {
  return read(page).replace(/\s+/g, " ");
}

/** `25, 587; 465 with CLIENT_TLS` */
function usualPorts(ports: readonly Port[]): string {
  const usual = ports.filter(({ seldom }) => !seldom);
  const [plain, inside] = [false, true].map((tls) =>
    usual.filter((one) => (one.tls ?? false) === tls).map(({ port }) => port),
  );
  return [plain!.join(", "), ...inside!.map((port) => `${port} with CLIENT_TLS`)].join("; ");
}

function limitIn({ gates }: GateProfile, name: string): string {
  const gate = gates.find((one) => one.name === name);
  return gate?.atMost === undefined ? "" : valueText(gate.measure, gate.atMost);
}

function argumentText(argument: Argument): string {
  return `[${argument.name()}${argument.variadic ? "…" : ""}]`;
}

function write(page: string, text: string): void {
  writeFileSync(new URL(`../${page}`, import.meta.url), text);
}

function read(page: string): string {
  return readFileSync(new URL(`../${page}`, import.meta.url), "utf8");
}

/** The first ones of two products. */
function twoPresets(kind: WireClass): string[] {
  const found = listed(presets.values()).filter(({ wire }) => wire === kind);
  const [first] = found;
  const second = found.find(({ product }) => product !== first!.product);
  return [first, second].flatMap((preset) => preset?.name ?? []);
}

function readers(name: SettingName): string {
  const scripts = readersOf(name);
  const storms = ALL_SCRIPTS.filter((script) => script !== "check");
  if (scripts.length === ALL_SCRIPTS.length) return "all";
  const stormsAlone = storms.every((script) => scripts.includes(script)) && !scripts.includes("check");
  return stormsAlone ? "all storms" : scripts.map(code).join(", ");
}

function defaults(name: SettingName): string {
  const { default: usual, without = "" } = settingOf(name);
  const inScripts = SCRIPTS.map((script) => ({ script, value: defaultIn(script, name) ?? "" }));
  const values = [...new Set(inScripts.map(({ value }) => value))].filter((value) => value !== (usual ?? ""));
  const elsewhere = values.map((value) => {
    const scripts = inScripts.filter((one) => one.value === value).map(({ script }) => code(script));
    return `${code(value)} in ${scripts.join(" and ")}`;
  });
  const own = OWN_DEFAULTS[name];
  const ofCommand = own === undefined ? [] : [`${code(own)} with the command \`probe-storm\``];
  return [usual === undefined ? cell(without) : code(usual), ...elsewhere, ...ofCommand].join("; ");
}

function everyStyle() {
  const { run, refusal } = resolveComparison({
    env: { CHECKERS: "all", CLIENT: "greeting" },
    cwd: "/srv",
    readFile: () => "",
    regexError: () => "",
  });
  expect(refusal).toBe("");
  return run!.arms;
}
