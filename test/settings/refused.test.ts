/** Every refused setting of the table is refused, with its line. */
import { expect, test } from "vitest";
import { refused, refusedComparisons, refusedEmbedded } from "./refused-settings";
import { CWD, refusalOf, resolve, resolveComparison } from "./resolve";

test.each(refused)("%j is refused", (settings, line) => {
  expect(refusalOf(() => resolve(settings))).toBe(line);
});

test.each([...refusedComparisons, ...refusedEmbedded])("compare-checkers: %j is refused", (settings, line) => {
  expect(refusalOf(() => resolveComparison(settings))).toBe(line);
});

test("compare-checkers without anything to compare is refused", () => {
  expect(refusalOf(() => resolveComparison({}))).toBe(
    "CHECKERS: expected what to compare, such as CHECKERS=alibaba-clb,haproxy or CHECKERS=all, got nothing",
  );
});

test.each([
  ["[rst]", 'checkers[0] (storm.yaml:1): expected two checkers or more, got "rst": one alone is no comparison'],
  [
    "[haproxy, { preset: haproxy, nodes: 2 }]",
    'checkers[1] (storm.yaml:1): expected a name of its own for each arm, got "{ preset: haproxy, nodes: 2 }": another one is called haproxy already',
  ],
])("compare-checkers: the checkers %s of a file are refused", (checkers, why) => {
  const files = { [`${CWD}/storm.yaml`]: `checkers: ${checkers}\n` };
  expect(refusalOf(() => resolveComparison({ CONFIG: "storm.yaml" }, files))).toContain(why);
});

test("GATE is refused with a name that checkers of several arms have", () => {
  const backend = "backend app\n  server web1 10.0.0.5:25 check\n";
  const files = { [`${CWD}/old.cfg`]: backend, [`${CWD}/new.cfg`]: backend };
  expect(refusalOf(() => resolveComparison({ CHECKERS: "file:old.cfg,file:new.cfg", GATE: "app-web1" }, files))).toBe(
    'GATE: expected one of old.cfg, new.cfg, got "app-web1": more than one arm has a checker app-web1',
  );
});

test("every refusal is one line that names a setting and its value", () => {
  for (const [settings, line] of [...refused, ...refusedComparisons, ...refusedEmbedded]) {
    expect(line).not.toContain("\n");
    const [name, value] = Object.entries(settings).find(([key]) => line.startsWith(`${key}: `)) ?? [];
    expect(name, line).toBeDefined();
    // A name that is no setting's has no value that could be wrong.
    if (line.startsWith(`${name}: no such setting`)) continue;
    // Only the offending item of a list may be shown, and only the length of a value that may be secret.
    const [, quoted, bytes] = /, got (?:("(?:[^"\\]|\\.)*")|(\d+) bytes?(?=$|[:;]))/.exec(line) ?? [];
    const shown =
      bytes === undefined ? value!.includes(JSON.parse(quoted!) as string) : value!.length === Number(bytes);
    expect(shown, line).toBe(true);
  }
});
