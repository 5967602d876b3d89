import { expect, test } from "vitest";
import { presets } from "../../lib/checkers/products/index";
import { buildChecker } from "../../lib/checkers/build-checker";
import { explain } from "../../lib/report/explain";
import { journalLadders } from "../../lib/report/journal-ladders";
import { hexOfText } from "../../lib/wire/bytes";

test.each([...presets.values()])("the ladders of $name are those that `explain` shows, without the bytes", (preset) => {
  const ladders = journalLadders(buildChecker({ kind: "preset", preset }, { host: "TARGET" }));
  const explained = explain({ kind: "preset", preset }).connections;
  const arrows = (rungs: { arrow: string; what: string }[]) => rungs.map(({ arrow, what }) => `${arrow}${what}`);
  expect(ladders.map(({ to, rungs }) => [to, arrows(rungs)])).toEqual(
    explained.map(({ to, ladder }) => [to, arrows(ladder)]),
  );
});

test("of a request that may hold a password the journal has the length alone", () => {
  const checker = buildChecker({ kind: "preset", preset: [...presets.values()][0]! }, { host: "TARGET" });
  const [connection] = checker.connections;
  const said = { ...connection, steps: [{ kind: "send" as const, hex: hexOfText("AUTH secret\r\n") }] };
  const ladders = journalLadders({ ...checker, connections: [said] });
  expect(JSON.stringify(ladders)).not.toMatch(/secret|AUTH/);
  expect(ladders[0]!.rungs).toContainEqual({ arrow: "→", what: "request", note: "13 bytes" });
});
