/** Assumptions: what is given takes a sentence away, or its part of one. */
import { expect, test } from "vitest";
import { noteText } from "../../lib/report/note-text";
import { type Claim, type Given } from "../../lib/model/assumptions";
import { assumptionNote, isAbout, stillAssumed } from "../../lib/checkers/remaining-assumptions";

const nodes: Claim = { about: "nodes", text: "2 nodes are assumed" };
const both: Claim = { about: ["timeoutMs", "fall"], text: "told as fall 1 with a timeout of 16 s" };
const values: Claim = {
  before: "required: ",
  kind: "values",
  values: [
    { about: "intervalMs", text: "interval 5 s" },
    { about: "timeoutMs", text: "timeout 1 s" },
    { about: "rise", text: "rise 2" },
  ],
  after: "assumed",
};
const more: Claim = {
  kind: "values",
  values: [{ about: "rise", text: "rise 1" }],
  after: "assumed; it waits",
  otherwise: "it waits",
};

test.each<[string, Claim, Given, string[]]>([
  ["a plain sentence stays", "a FIN", { nodes: 2, intervalMs: 1, timeoutMs: 1, rise: 1, fall: 1 }, ["a FIN"]],
  ["nothing is given", nodes, {}, ["2 nodes are assumed"]],
  ["undefined is not given", nodes, { nodes: undefined }, ["2 nodes are assumed"]],
  ["another field is given", nodes, { timeoutMs: 1 }, ["2 nodes are assumed"]],
  ["its own field is given", nodes, { nodes: 3 }, []],
  ["the second of two fields is given", both, { fall: 3 }, []],
  ["all values remain", values, {}, ["required: interval 5 s, timeout 1 s and rise 2 are assumed"]],
  ["two values remain", values, { intervalMs: 1 }, ["required: timeout 1 s and rise 2 are assumed"]],
  ["one value remains", values, { intervalMs: 1, timeoutMs: 1 }, ["required: rise 2 is assumed"]],
  ["no value remains", values, { intervalMs: 1, timeoutMs: 1, rise: 1 }, []],
  ["something besides the values is told", more, {}, ["rise 1 is assumed; it waits"]],
  ["something besides the values remains alone", more, { rise: 2 }, ["it waits"]],
])("what is still assumed: %s", (_, claim, given, texts) => {
  expect(stillAssumed([{ claim }], given).map((one) => noteText(assumptionNote(one)))).toEqual(texts);
  expect(stillAssumed([{ checker: "one", claim }], given).map((one) => noteText(assumptionNote(one)))).toEqual(
    texts.map((text) => `one: ${text}`),
  );
});

test("the parts of an assumption say what each is about", () => {
  expect([nodes, both, values, "NODES"].map((claim) => isAbout({ claim }, "nodes"))).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect([nodes, both, values, more].map((claim) => isAbout({ claim }, "timeoutMs"))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
