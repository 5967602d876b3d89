/** The settings of `check`: one checker, one service, and what a storm's file has of both. */
import { expect, test } from "vitest";
import { resolveCheckConfig } from "../../lib/settings/resolve-config";
import { CWD, outside, refusalOf } from "./resolve";

test.each([{}, { CHECKER: "haproxy" }, { CHECKER: "haproxy", COUNT: "3" }])(
  "a target that was forgotten is refused, and no embedded server is checked in its place: %j",
  (env) => {
    expect(refusalOf(() => check(env))).toBe(
      "TARGET: expected host:port, or a FLAW, whose embedded server is checked then, got nothing",
    );
  },
);

test("an embedded server is checked where FLAW asks for it", () => {
  const { config } = check({ CHECKER: "haproxy", FLAW: "healthy" });
  expect(config).toMatchObject({ target: null, embedded: { flaw: "healthy" } });
});

test("of a storm's file the target and the checker are taken, and its phases are not", () => {
  const storm = "target: 10.0.0.5:25\nstorm: 30s\ncheckers:\n  - name: haproxy\n    interval: 5s\n";
  const { config, checker, count } = check({ CONFIG: "storm.yaml" }, storm);
  expect(config.target).toMatchObject({ text: "10.0.0.5:25" });
  expect([checker.name, checker.intervalMs, count]).toEqual(["haproxy", 5_000, 1]);
});

test("of two checkers one has to be named", () => {
  expect(refusalOf(() => check({ TARGET: "10.0.0.5:25", CHECKER: "haproxy,rst" }))).toBe(
    'CHECKER: expected one check, got "haproxy,rst": haproxy and rst are two',
  );
});

function check(env: Record<string, string>, storm = "") {
  return resolveCheckConfig({ env, ...outside({ [`${CWD}/storm.yaml`]: storm }) });
}
