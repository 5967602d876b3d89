/** A module that a VU evaluates at the first call: what becomes of its text. */
import { expect, test } from "vitest";
import { asFunction } from "../../lib/node/lazy-modules";

const MODULE = `// lib/k6/checker-node.ts
import { sleep } from "k6";
import exec from "k6/execution";
import {
  Exchange as Exchange2,
  now,
  unused
} from "k6/x/healthcheck";
import source from "once:/lib/report/build-report";
var made = 0;
function node() {
  made += 1;
  return [sleep, exec, Exchange2, now, source];
}
export {
  node as checker
};
`;

test("the imports of a lazy module come first, each name by itself, and those of our own modules through their default export", () => {
  const [first = ""] = asFunction(MODULE).split("\n");
  expect(first).toBe(
    'import k6_0 from "k6-name:k6#sleep"; import k6_1 from "k6-name:k6/execution#default"; ' +
      'import k6_2 from "k6-name:k6/x/healthcheck#default"; import k6_3 from "once:/lib/report/build-report"; ' +
      "function make() { // lib/k6/checker-node.ts",
  );
});

test("a name that a lazy module does not use is not asked for", () => {
  expect(asFunction(MODULE)).toContain("const { Exchange: Exchange2, now: now } = k6_2;");
});

test("each line of a lazy module stays where it was", () => {
  const line = (text: string) => text.split("\n").findIndex((code) => code.includes("function node()"));
  expect(line(asFunction(MODULE))).toBe(line(MODULE));
});

test("a lazy module is made at the first call, and once", () => {
  const text = asFunction("let made = 0;\nconst count = () => ++made;\nexport {\n  count\n};\n");
  const load = new Function(text.replace("export default", "return")) as () => () => { count: () => number };
  const module = load();
  expect(module().count()).toBe(1);
  expect(module().count()).toBe(2);
});

test.each(['import * as all from "k6";\nall;\nexport {\n  all\n};\n', "export default 1;\n"])(
  "what cannot be a function is refused: %j",
  (text) => {
    expect(() => asFunction(text)).toThrow("cannot be a function");
  },
);
