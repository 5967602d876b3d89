/** The GitHub Action, the GitLab component and the Jenkinsfile, each run by a runner on this machine, against servers with and without a flaw. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import type { Comparison } from "../../lib/model/comparison";
import { start } from "../../lib/node/child";
import { asRepository, buildActionTools, runWorkflows, type ActionTools, type WorkflowRun } from "../support/act";
import { K6_ROOT } from "../support/k6";
import { restartable, type Restartable } from "../support/restartable";
import { serveFlaw, type FlawedServer } from "../support/server";
import { hasTool, pathOf } from "../support/tools";

const VERSION = (JSON.parse(read("package.json")) as { version: string }).version;
const SECONDS = { BASELINE: "2s", STORM: "3s", NIGHT: "0s", RECOVERY: "2s", CLIENT_TIMEOUT: "2s", WATCH: "0s" };
/** As every command reads them. */
const SHARED = Object.entries(SECONDS).flatMap(([name, value]) => (name === "WATCH" ? [] : [`${name}=${value}`]));
const LINES = Object.entries(SECONDS).map(([name, value]) => `${name}=${value}`);
const FLAGS = Object.entries(SECONDS).map(([name, value]) => `--${name.toLowerCase().replace("_", "-")} ${value}`);
const FILES = ["journal.json", "junit.xml", "report.html", "summary.md"];

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "probe-storm-pipelines-")));
/** In front of PATH: what npx would fetch from the registry is the command line of this repository. */
const bin = join(scratch, "bin");
const env = { PATH: `${bin}:${process.env.PATH}`, NO_COLOR: "1" };
let flawed: FlawedServer[] = [];
let healthy: FlawedServer;
/** One for each runner. */
let ofGitHub: Restartable;
let ofGitLab: Restartable;

beforeAll(async () => {
  mkdirSync(bin);
  symlinkSync(join(K6_ROOT, "dist", "cli.js"), join(bin, "probe-storm"));
  executable(
    join(bin, "npx"),
    `[ "$1 $2" = "--yes probe-storm@${VERSION}" ] || exit 1\nshift 2\nexec probe-storm "$@"`,
  );
  flawed = await Promise.all([1, 2, 3].map(() => serveFlaw("stuck-greeting")));
  healthy = await serveFlaw("healthy-greeting");
  const folders = ["of-github", "of-gitlab"].map((name) => join(scratch, name));
  for (const folder of folders) mkdirSync(folder);
  [ofGitHub, ofGitLab] = (await Promise.all(folders.map((folder) => restartable(folder, "stuck-greeting")))) as [
    Restartable,
    Restartable,
  ];
});

afterAll(async () => {
  await Promise.all([...flawed, healthy].map((server) => server.stop()));
  rmSync(scratch, { recursive: true, force: true });
});

describe.concurrent("on this machine", () => {
  test("the one command of docs/pipelines.md gives the verdict of a service that is well", async () => {
    const out = join(scratch, "one-command");
    const [, line] = /^(npx --yes .*)$/m.exec(read("docs/pipelines.md"))!;
    const words = line!
      .replace("127.0.0.1:2525", healthy.address)
      .replace("smtp", "greeting")
      .replace("aws-nlb,haproxy", "half-open")
      .replace("--out out", `--out ${out}`)
      .split(" ");
    const { code, stdout } = await start("npx", [...words.slice(1), ...FLAGS.join(" ").split(" ")], { env }).ended;
    expect(stdout).toContain(`HELD ${healthy.address}`);
    expect(code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(FILES);
  });

  describe("the GitHub Action", () => {
    let tools: ActionTools;
    let run: WorkflowRun;
    const folder = join(scratch, "github");
    const artifacts = join(scratch, "artifacts");

    beforeAll(async () => {
      tools = await buildActionTools();
      const action = join(scratch, "action");
      mkdirSync(action);
      for (const file of ["action.yml", "package.json"]) copyFileSync(join(K6_ROOT, file), join(action, file));
      mkdirSync(join(folder, ".github", "workflows"), { recursive: true });
      executable(join(folder, "start-mail-server"), "");
      writeFileSync(join(folder, ".github", "workflows", "w.yml"), stringify(workflow()));
      const others = { "actions/checkout@v4": noAction(), "actions/upload-artifact@v4": uploadAction() };
      run = await runWorkflows(tools, folder, { ...others, [uses()]: action }, { ...env, ARTIFACTS: artifacts });
    }, 600_000);

    afterAll(() => rmSync(tools.folder, { recursive: true, force: true }));

    test("fails the job of a service that is wedged, and gives verdict, code, report and summary", () => {
      const log = run.jobs.wedged!;
      expect(log).toContain("WEDGED ");
      expect(log).toContain("::set-output:: verdict=wedged");
      expect(log).toContain("::set-output:: exit-code=99");
      expect(log).toContain("::set-output:: journal=probe-storm/journal.json");
      expect(log).toContain(
        "The mail server is wedged by its health check. probe-storm/report.html is in the artifact.",
      );
      expect(log).toMatch(/Summary - .*wedged/is);
      expect(log).toContain("wedged (exit 99): the summary of the job and report.html say why");
      expect(log).toContain("Job failed");
      expect(run.code).not.toBe(0);
    });

    test("uploads one artifact, with the report, the journal and the JUnit file", () => {
      expect(readdirSync(artifacts).sort()).toEqual(["compared", "minimal", "unclear", "wedged"]);
      expect(readdirSync(join(artifacts, "wedged")).sort()).toEqual(["journal.json", "junit.xml", "report.html"]);
      expect(verdictIn(join(artifacts, "wedged"))).toBe("wedged");
    });

    test("warns, and passes, for a verdict that fail-on leaves out", () => {
      const log = run.jobs.unclear!;
      expect(log).toContain("::set-output:: verdict=inconclusive");
      expect(log).toContain("::set-output:: exit-code=110");
      expect(log).toContain("inconclusive (exit 110)");
      expect(log).toContain("Job succeeded");
    });

    test("fails for a setting that is refused, whatever fail-on says, and runs no command out of an input", () => {
      const log = run.jobs.refused!;
      expect(log).toContain("TARGET: expected ");
      expect(log).toContain("::set-output:: exit-code=107");
      expect(log).not.toContain("verdict=held");
      expect(log).toContain("Job failed");
      expect(existsSync(join(scratch, "pwned"))).toBe(false);
    });

    test("refuses a verdict that fail-on does not know, before it runs anything", () => {
      const log = run.jobs.misspelt!;
      // The runner may lose what a step prints that ends at once: test/pipelines.test.ts reads it.
      expect(log).toContain("exit status 104");
      expect(log).toContain("::set-output:: exit-code=\n");
      expect(log).not.toContain("::set-output:: fails");
      expect(log).toContain("Job failed");
    });

    test("compares, with a command that restarts the service, and gives the checks that are safe", () => {
      const log = run.jobs.compared!;
      expect(log).toContain("::set-output:: verdict=wedged");
      expect(log).toContain("::set-output:: exit-code=99");
      expect(log).toContain("::set-output:: safe=half-open");
      expect(log).toContain("::set-output:: unsafe=rst");
      expect(log).toContain("Job failed");
      expect(ofGitHub.restarts()).toBe(2);
    });

    test("looks for the smallest storm that harms, and gives it as a sentence: that passes, and there is no verdict", () => {
      const log = run.jobs.minimal!;
      expect(log).toContain("::set-output:: verdict=\n");
      expect(log).toContain("::set-output:: exit-code=0");
      expect(log).toContain("::set-output:: finding=A single reset ");
      expect(log).toContain("Job succeeded");
    });

    test("refuses a command that there is not, before it runs anything", () => {
      const log = run.jobs.unknown!;
      expect(log).toContain("exit status 104");
      expect(log).toContain("::set-output:: exit-code=\n");
      expect(log).toContain("Job failed");
    });

    test("actionlint finds nothing in the example's workflow, with the action beside it", () => {
      const linted = join(scratch, "linted");
      mkdirSync(join(linted, ".github", "workflows"), { recursive: true });
      for (const file of ["action.yml", "package.json"]) copyFileSync(join(K6_ROOT, file), join(linted, file));
      const example = read("examples/ci/github-actions.yml");
      writeFileSync(join(linted, ".github", "workflows", "example.yml"), example.replace(uses(), "./"));
      execFileSync("git", ["init", "--quiet", linted]);
      const lint = () => spawnSync(tools.actionlint, ["-no-color"], { cwd: linted, encoding: "utf8" });
      expect(lint().stdout).toBe("");
      expect(lint().status).toBe(0);
      // It knows the action's inputs.
      writeFileSync(
        join(linted, ".github", "workflows", "example.yml"),
        example.replace(uses(), "./").replace("client:", "cliant:"),
      );
      expect(lint().stdout).toContain('input "cliant" is not defined');
    });

    /** The job of examples/ci/github-actions.yml, with this machine's target and times. */
    function workflow(): object {
      const example = parse(read("examples/ci/github-actions.yml")) as Workflow;
      const [job] = Object.values(example.jobs);
      const jobWith = (inputs: Record<string, string>) => {
        const copy = structuredClone(job!);
        const step = copy.steps.find((one) => one.id === "storm")!;
        step.with = { ...step.with, client: "greeting", checker: "rst", settings: LINES.join("\n"), ...inputs };
        return copy;
      };
      const injected = `$(touch ${join(scratch, "pwned")})\`touch ${join(scratch, "pwned")}\``;
      return {
        ...example,
        jobs: {
          wedged: jobWith({ target: flawed[0]!.address, artifact: "wedged" }),
          unclear: jobWith({ target: healthy.address, client: "connect", artifact: "unclear", program: "probe-storm" }),
          refused: jobWith({ target: injected, artifact: "refused" }),
          compared: jobWith({
            ...{ command: "compare", checker: "", checkers: "rst,half-open", target: ofGitHub.address },
            ...{ reset: ofGitHub.restart, settings: SHARED.join("\n"), artifact: "compared" },
          }),
          minimal: jobWith({
            ...{ command: "minimal", target: "", artifact: "minimal" },
            settings: "FLAW=stuck-greeting\nCHECKS=5\nRUNS=1\nBASELINE=1s\nSTORM=1s\nRECOVERY=1s",
          }),
          unknown: jobWith({ command: "diff" }),
          misspelt: jobWith({ target: flawed[0]!.address, "fail-on": "degraded wedge" }),
        },
      };
    }

    function uses(): string {
      return /uses: (probe-storm\/\S+)/.exec(read("examples/ci/github-actions.yml"))![1]!;
    }

    /** In place of actions/checkout: the runner has copied the folder. */
    function noAction(): string {
      return actionIn("checkout", { using: "composite", steps: [{ shell: "bash", run: "true" }] });
    }

    /** In place of actions/upload-artifact, which needs GitHub's service: copies what it is told to. */
    function uploadAction(): string {
      const copy = 'mkdir -p "$ARTIFACTS/$NAME" && xargs cp --target-directory "$ARTIFACTS/$NAME" <<< "$FILES"';
      const given = { NAME: "${{ inputs.name }}", FILES: "${{ inputs.path }}" };
      return actionIn("upload", { using: "composite", steps: [{ shell: "bash", env: given, run: copy }] });
    }
  });

  describe("the GitLab component", () => {
    test("fits GitLab's schema, ends with the verdict's code, and its artifacts are the files of the run", async () => {
      const inputs = { target: flawed[1]!.address, settings: LINES.join(" ") };
      const { log, artifacts } = await runGitLab(inputs, { schema: "true" });
      expect(log).toContain("json schema validated");
      expect(log).toContain("WEDGED ");
      expect(log).toMatch(/probe-storm.* FAIL 99 /);
      expect(readdirSync(artifacts).sort()).toEqual(FILES);
      expect(verdictIn(artifacts)).toBe("wedged");
    });

    test("warns for the exit codes of warn-on, and fills in variables of the project", async () => {
      const inputs = { target: "$SERVICE", client: "connect", settings: LINES.join(" "), "warn-on": [110] };
      const { log, artifacts } = await runGitLab(inputs, { variable: `SERVICE=${healthy.address}` });
      expect(log).toMatch(/probe-storm.* WARN 110 /);
      expect(verdictIn(artifacts)).toBe("inconclusive");
    });

    test("runs no command out of an input, and fails for a setting that is refused", async () => {
      const injected = `"$(touch ${join(scratch, "pwned")})"`;
      const { log } = await runGitLab({ target: injected, program: "probe-storm" });
      expect(log).toContain("TARGET: expected ");
      expect(log).toMatch(/probe-storm.* FAIL 107 /);
      expect(existsSync(join(scratch, "pwned"))).toBe(false);
    });

    test("compares, where it is told to, and ends with the worst verdict's code", async () => {
      const inputs = {
        command: "compare",
        target: "",
        checker: "",
        checkers: "rst,half-open",
        settings: ["FLAW=stuck-greeting", ...SHARED].join(" "),
      };
      const { log, artifacts } = await runGitLab(inputs, { schema: "true" });
      expect(log).toContain("\nprobe-storm");
      expect(log).toMatch(/probe-storm.* FAIL 99 /);
      const journal = JSON.parse(readFileSync(join(artifacts, "journal.json"), "utf8")) as Comparison;
      expect(journal).toMatchObject({ kind: "comparison", safe: ["half-open"], unsafe: ["rst"] });
    });

    test("restarts the service by the command that it is given", async () => {
      const settings = "DELAYS=1ms..2ms PRECISION=1ms RUNS=1 BASELINE=1s STORM=1s RECOVERY=1s";
      const inputs = { command: "sweep", target: ofGitLab.address, reset: ofGitLab.restart, settings };
      const { log, artifacts } = await runGitLab(inputs);
      expect(log).toMatch(/ PASS +probe-storm/);
      expect(readdirSync(artifacts).sort()).toEqual(FILES);
      expect(ofGitLab.restarts()).toBeGreaterThan(0);
    });

    /** The pipeline of examples/ci/gitlab-ci.yml, with this machine's target and times. */
    async function runGitLab(inputs: Record<string, unknown>, { variable = "NONE=", schema = "false" } = {}) {
      const folder = mkdtempSync(join(scratch, "gitlab-"));
      mkdirSync(join(folder, "templates"));
      copyFileSync(join(K6_ROOT, "templates", "probe-storm.yml"), join(folder, "templates", "probe-storm.yml"));
      const { include } = parse(read("examples/ci/gitlab-ci.yml")) as {
        include: { component: string; inputs: object }[];
      };
      const given = { ...include[0]!.inputs, "warn-on": [0], client: "greeting", checker: "rst", ...inputs };
      const pipeline = { include: [{ local: "templates/probe-storm.yml", inputs: given }] };
      writeFileSync(join(folder, ".gitlab-ci.yml"), stringify(pipeline));
      asRepository(folder);
      const program = join(K6_ROOT, "node_modules", ".bin", "gitlab-ci-local");
      const flags = [
        "--force-shell-executor",
        "--no-color",
        "--json-schema-validation",
        schema,
        "--variable",
        variable,
      ];
      const { stdout, stderr } = await start(program, flags, { cwd: folder, env: { ...env, HOME: scratch } }).ended;
      return {
        log: stdout + stderr,
        artifacts: join(folder, ".gitlab-ci-local", "artifacts", "probe-storm", "probe-storm"),
      };
    }
  });

  describe.skipIf(!hasTool("groovy"))("the Jenkinsfile", () => {
    test("fails the build of a service that is wedged, and publishes its files all the same", async () => {
      const { steps, folder } = await runJenkins(`${flawed[2]!.address} --client greeting --checker rst`);
      expect(steps.find(({ step }) => step === "error")?.given).toBe("probe-storm: exit 99");
      expect(steps.at(-1)).toEqual({ step: "end", given: "failure" });
      const published = steps.map(({ step }) => step).filter((step) => /junit|archive|publish/.test(step));
      expect(published).toEqual(["junit", "archiveArtifacts", "publishHTML"]);
      expect(steps.find(({ step }) => step === "publishHTML")?.given).toMatchObject({
        reportDir: "out",
        reportFiles: "report.html",
      });
      expect(readdirSync(join(folder, "out")).sort()).toEqual(FILES);
      expect(verdictIn(join(folder, "out"))).toBe("wedged");
    });

    test("marks the build as unstable where there is no verdict", async () => {
      const { steps } = await runJenkins("", "exit 110");
      expect(steps.find(({ step }) => step === "unstable")?.given).toBe("probe-storm: no verdict");
      expect(steps.at(-1)).toEqual({ step: "end", given: "success" });
    });

    /**
     * Runs examples/ci/Jenkinsfile with the Groovy that Jenkins has.
     *
     * @param place the target and its checks, in place of the example's
     * @param instead a shell command in place of npx's
     */
    async function runJenkins(place: string, instead?: string) {
      const folder = mkdtempSync(join(scratch, "jenkins-"));
      const example = read("examples/ci/Jenkinsfile");
      const [command, target] = /npx --yes probe-storm@\S+ run (.*?) --out out/.exec(example)!;
      const script = instead ?? command.replace(target!, `${place} ${FLAGS.join(" ")}`);
      writeFileSync(join(folder, "Jenkinsfile"), example.replace(command, script));
      const java = dirname(dirname(realpathSync(pathOf("java"))));
      const { code, stdout, stderr } = await start(
        "groovy",
        [join(K6_ROOT, "test/support/jenkins.groovy"), "Jenkinsfile"],
        {
          cwd: folder,
          env: { ...env, JAVA_HOME: java },
        },
      ).ended;
      expect(code, stderr).toBe(0);
      const steps = stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as { step: string; given: unknown });
      return { steps, folder };
    }
  });
});

interface Workflow {
  jobs: Record<string, { steps: { id?: string; with?: Record<string, string> }[] }>;
}

function read(file: string): string {
  return readFileSync(join(new URL("../..", import.meta.url).pathname, file), "utf8");
}

function executable(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

function actionIn(name: string, runs: object): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  const inputs = { name: { description: "name" }, path: { description: "files" } };
  writeFileSync(join(folder, "action.yml"), stringify({ name, description: name, inputs, runs }));
  return folder;
}

function verdictIn(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, "journal.json"), "utf8")) as { verdict: string }).verdict;
}
