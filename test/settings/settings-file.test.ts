/** A balancer's file that is given as CONFIG, and a file of settings that is given as a checker: the refusal says what it is. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { resolveConfig } from "../../lib/settings/resolve-config";
import { formatOf } from "../../lib/readers/index";
import { CWD, outside, refusalOf } from "./resolve";

const HAPROXY = "defaults\n  timeout connect 1s\nbackend app\n  server web1 10.0.0.5:80 check\n";
const KUBERNETES = "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [] }\n";
const STORM = "target: 10.0.0.5:25\nclient: smtp\ncheckers: [ rst ]\n";

const given = (env: Record<string, string>, name: string, text: string) =>
  refusalOf(() => resolveConfig({ env, ...outside({ [`${CWD}/${name}`]: text }) }));

test.each([
  ["haproxy.cfg", HAPROXY, "HAProxy configuration"],
  ["pod.yaml", KUBERNETES, "Kubernetes manifests"],
])("CONFIG=%s is refused, and the refusal names the setting that takes it", (name, text, what) => {
  expect(given({ CONFIG: name }, name, text)).toBe(
    `CONFIG: expected a file of settings in YAML or JSON, got "${name}": it has the format ${what}, which CHECKER takes: CHECKER=file:${name}`,
  );
});

test("CHECKER=file:storm.yaml is refused, and the refusal names the setting that takes it", () => {
  expect(given({ CHECKER: "file:storm.yaml" }, "storm.yaml", STORM)).toBe(
    'CHECKER: expected file:NAME or file:NAME#CHECK, a configuration, got "file:storm.yaml": it is a file of settings, which CONFIG takes: CONFIG=storm.yaml',
  );
});

test("a file of settings with a fault in it is told of its fault", () => {
  expect(given({ CONFIG: "storm.yaml" }, "storm.yaml", "target: [\n")).toContain(
    'CONFIG: expected a file in YAML or JSON, got "storm.yaml": line',
  );
});

test.each(readdirSync("examples").filter((name) => name.endsWith(".yaml")))(
  "no reader takes the settings of examples/%s for a balancer's file",
  (name) => {
    expect(formatOf({ name, text: readFileSync(`examples/${name}`, "utf8") })).toBeUndefined();
  },
);
