/** What action.yml, the GitLab component and their examples say of settings and versions is what the settings and package.json say. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { settingNames, wholeMeaning } from "../lib/settings/settings";
import { hasTool } from "./support/tools";

interface Input {
  description: string;
  default?: unknown;
}

interface Action {
  inputs: Record<string, Input>;
  outputs: Record<string, Input>;
  runs: { steps: { run?: string; env?: Record<string, string> }[] };
}

interface KubernetesJob {
  spec: { template: { spec: { containers: { env: { name: string }[] }[] } } };
}

const action = parse(read("action.yml")) as Action;
const [spec, jobs] = parseAllDocuments(read("templates/probe-storm.yml")).map((document) => document.toJS() as unknown);
const component = (spec as { spec: { inputs: Record<string, Input> } }).spec.inputs;
const [job] = Object.values(jobs as Record<string, { script: string[]; variables: Record<string, string> }>);
const { version } = JSON.parse(read("package.json")) as { version: string };

/** Neither is a setting, nor more of them. */
const OF_BOTH = ["command", "settings", "reset", "version", "program"];
const OF_THE_ACTION = [...OF_BOTH, "fail-on", "artifact"];
const OF_THE_COMPONENT = [...OF_BOTH, "warn-on", "job-name", "stage", "image"];

test.each([
  ["the action", action.inputs, OF_THE_ACTION],
  ["the component", component, OF_THE_COMPONENT],
])("each input of %s is a setting with its meaning, or one of its own", (_, inputs, own) => {
  const shared = Object.keys(inputs).filter((name) => !own.includes(name));
  expect(shared).toEqual(["target", "checker", "checkers", "client", "config", "thresholds", "out"]);
  for (const name of shared) {
    const setting = settingNames.find((one) => one === name.toUpperCase())!;
    expect(inputs[name]!.description).toBe(wholeMeaning(setting));
  }
});

test("action and component have the same inputs, but for what each service does its own way", () => {
  const only = (inputs: object, others: object) => Object.keys(inputs).filter((name) => !(name in others));
  expect(only(action.inputs, component)).toEqual(["fail-on", "artifact"]);
  expect(only(component, action.inputs)).toEqual(["warn-on", "job-name", "stage", "image"]);
});

test("the versions that the component, the examples and the documents name are the one of package.json", () => {
  expect(component.version!.default).toBe(version);
  for (const file of [
    "examples/ci/github-actions.yml",
    "examples/ci/gitlab-ci.yml",
    "examples/ci/Jenkinsfile",
    "examples/ci/kubernetes-job.yaml",
    "docs/pipelines.md",
    "README.md",
  ]) {
    const named = [...read(file).matchAll(/probe-storm[@:]v?(\d[\w.-]+)/g)].map(([, found]) => found);
    expect(new Set(named), file).toEqual(new Set([version]));
  }
});

test.each(["github-actions.yml", "gitlab-ci.yml", "Jenkinsfile"])(
  "docs/pipelines.md shows examples/ci/%s as it is",
  (file) => {
    const shown = new RegExp(`\\]\\(\\.\\./examples/ci/${file}\\):\\n\\n\`\`\`\\w+\\n([^]*?)\`\`\``).exec(
      read("docs/pipelines.md"),
    );
    expect(shown![1]).toBe(read(`examples/ci/${file}`));
  },
);

test("what docs/pipelines.md and the Kubernetes Job give the image as variables are settings", () => {
  const docker = [...read("docs/pipelines.md").matchAll(/--env (\w+)=/g)].map(([, name]) => name!);
  const { spec: ofJob } = parse(read("examples/ci/kubernetes-job.yaml")) as KubernetesJob;
  const kubernetes = ofJob.template.spec.containers.flatMap(({ env }) => env.map(({ name }) => name));
  for (const names of [docker, kubernetes]) {
    expect(names.length).toBeGreaterThan(2);
    expect(names.filter((name) => !(settingNames as readonly string[]).includes(name))).toEqual([]);
  }
});

test.each([
  ["FAIL_ON_INPUT", "degraded wedge", 'fail-on: expected some of degraded, wedged and inconclusive, got "wedge"'],
  ["COMMAND_INPUT", "diff", 'command: expected one of run, compare, sweep and minimal, got "diff"'],
])("the action refuses %s=%s in one line", (name, value, line) => {
  const [{ run }] = action.runs.steps as [{ run: string }];
  const env = { PATH: "/nowhere", COMMAND_INPUT: "run", FAIL_ON_INPUT: "", [name]: value };
  const { status, stdout, stderr } = spawnSync("/bin/bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], {
    env,
    encoding: "utf8",
  });
  expect({ status, stdout, stderr }).toEqual({ status: 104, stdout: `::error::${line}\n`, stderr: "" });
});

const NOTHING = "target: expected the TCP service under test, or a config that names it, got nothing";

/** What is given, and whether a service is named by it: an empty one is the embedded server only where FLAW asks for that. */
const services: [given: { target?: string; config?: string; settings?: string }, named: boolean][] = [
  [{}, false],
  [{ settings: "CHECKER=rst" }, false],
  [{ settings: "CHECKER=rst\nMY_FLAW=healthy" }, false],
  [{ settings: "METRICS=http://localhost/?TARGET=a:1" }, false],
  [{ target: "a:1" }, true],
  [{ config: "storm.yaml" }, true],
  [{ settings: "TARGET=a:1" }, true],
  [{ settings: "FLAW=healthy" }, true],
  [{ settings: "CHECKER=rst\nFLAW=healthy" }, true],
];

test.each(services)("the action, given %j: a service is named: %j", (given, named) => {
  const [{ run }] = action.runs.steps as [{ run: string }];
  const inputs = Object.entries(given).map(([name, value]) => [`${name.toUpperCase()}_INPUT`, value]);
  const empty = { TARGET_INPUT: "", CONFIG_INPUT: "", SETTINGS_INPUT: "", FAIL_ON_INPUT: "", OUT_INPUT: "" };
  const env = { PATH: "/nowhere", COMMAND_INPUT: "run", ...empty, ...(Object.fromEntries(inputs) as object) };
  const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", run];
  const { stdout } = spawnSync("/bin/bash", args, { env, encoding: "utf8" });
  // What comes next is refused as well.
  expect(stdout).toBe(`::error::${named ? "out: expected a folder, got nothing" : NOTHING}\n`);
});

test.each(services)("the component, given %j: a service is named: %j", (given, named) => {
  const empty = Object.fromEntries(Object.keys(job!.variables).map((name) => [name, ""]));
  const inputs = Object.entries(given).map(([name, value]) => [`PROBE_STORM_${name.toUpperCase()}`, value]);
  const env = { PATH: "/nowhere", ...empty, PROBE_STORM_PROGRAM: "echo", ...(Object.fromEntries(inputs) as object) };
  const { status, stderr } = spawnSync("/bin/sh", ["-e", "-c", job!.script[0]!], { env, encoding: "utf8" });
  expect({ status, stderr }).toEqual(named ? { status: 0, stderr: "" } : { status: 104, stderr: `${NOTHING}\n` });
});

test("no input is put into the text of a script", () => {
  const scripts = action.runs.steps.flatMap(({ run }) => run ?? []);
  expect(scripts.length).toBe(2);
  expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
  expect(job!.script.filter((script) => script.includes("$[["))).toEqual([]);
});

test("each input of the component reaches its script in a block, where YAML needs no quotes", () => {
  const text = read("templates/probe-storm.yml");
  for (const name of Object.keys(job!.variables))
    expect(text).toMatch(new RegExp(`${name}: \\|-\\n +\\$\\[\\[ inputs\\.`));
});

test.skipIf(!hasTool("shellcheck"))(
  "shellcheck finds nothing in the scripts of the action and of the component",
  () => {
    for (const { run, env } of action.runs.steps.filter((step) => step.run !== undefined)) {
      const given = Object.keys(env!).map((name) => `: "\${${name}:=}"\n`);
      expect(complaints("bash", given.join("") + run!)).toBe("");
    }
    // Words of the settings and of the program are wanted.
    const words = "# shellcheck disable=SC2086\n";
    expect(complaints("sh", words + job!.script[0]!)).toBe("");
  },
);

function complaints(shell: string, script: string): string {
  return spawnSync("shellcheck", ["--shell", shell, "-"], { input: script, encoding: "utf8" }).stdout;
}

function read(file: string): string {
  return readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
}
