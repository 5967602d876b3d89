/** The README's tables say what the code says. UPDATE_README=1 writes them anew. */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { protocolNames, protocols } from "../lib/clients/protocols";
import { presets } from "../lib/presets";
import { settings, settingNames } from "../lib/settings/settings";
import { styles } from "../lib/styles";

const file = new URL("../README.md", import.meta.url);

const rows = (table: string[][]) => table.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const code = (text: string) => `\`${text.replace(/\|/g, "\\|")}\``;
const cell = (text: string) => text.replace(/\|/g, "\\|");

const tables: Record<string, string> = {
  // The names alone: docs/checkers.md has the table.
  presets: `${[...presets.keys()].map(code).join(", ")}.`,
  styles: rows([
    ["style", "what it does", "listens to"],
    ["---", "---", "---"],
    ...[...styles.values()].map(({ name, summary, takes }) => [
      code(name),
      cell(summary),
      takes.map((option) => code(option.replace("Ms", "").toUpperCase())).join(", "),
    ]),
  ]),
  clients: rows([
    ["client", "what it does", "accepted is", "turned away is", "usual ports"],
    ["---", "---", "---", "---", "---"],
    ...protocolNames.map((name) => {
      const { summary, accepts, refusals, ports } = protocols[name];
      return [code(name), cell(summary), cell(accepts), cell(refusals.join("; ")), cell(ports)];
    }),
  ]),
  settings: rows([
    ["name", "key in a file", "meaning", "accepted", "default"],
    ["---", "---", "---", "---", "---"],
    ...settingNames.map((name) => {
      const { key, meaning, syntax, default: standard, hasDefault } = settings[name];
      return [
        code(name),
        key === "" ? "" : code(key),
        cell(meaning),
        cell(syntax.accepts),
        hasDefault ? code(standard) : cell(standard),
      ];
    }),
  ]),
};

test.each(Object.entries(tables))("the table of %s", (name, table) => {
  const text = readFileSync(file, "utf8");
  const found = new RegExp(`<!-- ${name} -->\\n([\\s\\S]*?)\\n<!-- /${name} -->`).exec(text);
  expect(found, `README.md has no <!-- ${name} --> … <!-- /${name} -->`).not.toBeNull();
  if (process.env.UPDATE_README === "1") {
    writeFileSync(
      file,
      text.replace(found![0], () => `<!-- ${name} -->\n${table}\n<!-- /${name} -->`),
    );
    return;
  }
  expect(found![1]).toBe(table);
});
