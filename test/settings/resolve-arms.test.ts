/** CHECKERS, GATE and RESET_URL: what compare-checkers is told to compare. */
import { styles } from "../../lib/checkers/styles/index";
import { expect, test } from "vitest";
import { makePlan } from "../../lib/plan/make-plan";
import { resolveComparison as resolve, CWD } from "./resolve";

const OLD = `${CWD}/old.cfg`;
const NEW = `${CWD}/new.cfg`;
const FILES = {
  [OLD]: "backend app\n  server web1 10.0.0.5:25 check\n  server web2 10.0.0.6:25 check inter 5s\n",
  [NEW]: "backend app\n  option tcp-check\n  tcp-check connect linger\n  server web1 10.0.0.5:25 check\n",
};

const armsOf = (env: Record<string, string>, files = {}) =>
  resolve(env, { ...FILES, ...files }).arms.map(({ name, config }) => [name, config.checkers.map((one) => one.name)]);

test("a comparison has an arm for each name, in the user's order", () => {
  expect(armsOf({ CHECKERS: "alibaba-clb, rst ,haproxy" })).toEqual([
    ["alibaba-clb", ["alibaba-clb"]],
    ["rst", ["rst"]],
    ["haproxy", ["haproxy"]],
  ]);
});

test("CHECKERS=all compares every style", () => {
  const arms = armsOf({ CHECKERS: "all" });
  expect(arms.length).toBe(styles.size);
  expect(new Set(arms.map(([name]) => name)).size).toBe(styles.size);
});

test("two files of the same backend: arms are called by their files, their checkers by themselves", () => {
  expect(armsOf({ CHECKERS: "file:old.cfg#app/web1,file:new.cfg#app/web1" })).toEqual([
    ["old.cfg#app/web1", ["app-web1"]],
    ["new.cfg#app/web1", ["app-web1"]],
  ]);
});

test("one choice of several checks: they storm together in one arm", () => {
  expect(armsOf({ CHECKERS: "file:old.cfg#app,fin" })).toEqual([
    ["old.cfg#app", ["app-web1", "app-web2"]],
    ["fin", ["fin"]],
  ]);
});

test("a comparison has an arm for each of a file's checkers, and CHECKERS wins over them", () => {
  const yaml = { [`${CWD}/storm.yaml`]: "checkers: [rst, { preset: haproxy, name: ours, nodes: 3 }]\n" };
  expect(armsOf({ CONFIG: "storm.yaml" }, yaml)).toEqual([
    ["rst", ["rst"]],
    ["ours", ["ours"]],
  ]);
  expect(armsOf({ CONFIG: "storm.yaml", CHECKERS: "fin,hold" }, yaml).map(([name]) => name)).toEqual(["fin", "hold"]);
});

test("arms are alike but for their checkers, and heed what is meant for them", () => {
  const { arms } = resolve({ CHECKERS: "rst,delayed-close", DELAY: "3ms", NODES: "2", STORM: "7s" });
  expect(arms.map(({ config }) => config.checkers[0])).toMatchObject([
    { name: "rst", delayMs: 0, nodes: 2 },
    { name: "delayed-close", delayMs: 3, nodes: 2 },
  ]);
  expect(new Set(arms.map(({ config }) => JSON.stringify({ ...config, checkers: [] }))).size).toBe(1);
});

test("GATE names all arms, some by their names, or some by the names of their checkers", () => {
  const gate = (env: Record<string, string>) => resolve(env, FILES).gate;
  const files = { CHECKERS: "file:old.cfg#app,file:new.cfg#app,rst" };
  expect(gate(files)).toEqual(["old.cfg#app", "new.cfg#app", "rst"]);
  expect(gate({ ...files, GATE: "new.cfg#app" })).toEqual(["new.cfg#app"]);
  // As CHECKERS has it; and web2 is in one of them alone.
  expect(gate({ ...files, GATE: "file:new.cfg#app,rst" })).toEqual(["new.cfg#app", "rst"]);
  expect(gate({ ...files, GATE: "app-web2, old.cfg#app" })).toEqual(["old.cfg#app"]);
});

test("RESET_URL is called with GET unless another method stands before it", () => {
  const reset = (RESET_URL: string) => resolve({ TARGET: "10.0.0.5:25", CHECKERS: "rst,fin", RESET_URL }).reset;
  expect(reset("http://10.0.0.9/restart")).toEqual({ method: "GET", url: "http://10.0.0.9/restart" });
  expect(reset("post  https://ops.lan:8443/r?x=1")).toEqual({ method: "POST", url: "https://ops.lan:8443/r?x=1" });
  expect(resolve({ CHECKERS: "rst,fin" }).reset).toBeNull();
});

test("neither user nor token of RESET_URL gets into a report", () => {
  const { arms } = resolve({
    TARGET: "10.0.0.5:25",
    CHECKERS: "rst,fin",
    RESET_URL: "POST http://ops:hunter2@10.0.0.9:81/restart?token=hunter3",
  });
  expect(JSON.stringify(arms)).not.toMatch(/hunter/);
  expect(arms[0]!.config.given).toContainEqual({
    name: "RESET_URL",
    value: "POST http://…@10.0.0.9:81/restart?…",
    from: "environment",
  });
});

test("no arm has a second storm: what it lost at a raised rate is no reason to wait for one", () => {
  const { arms } = resolve({ CHECKERS: "haproxy,rst", SPEEDUP: "10" });
  const { checkers, second } = makePlan(arms[0]!.config);
  expect(checkers[0]!.factor).toBe(10);
  expect(second).toBeNull();
});
