/** nektos/act, a runner of GitHub workflows, without containers: jobs run on this machine. Built by Go, with actionlint beside it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { start } from "../../lib/node/child";
import { K6_ROOT } from "./k6";

const PROGRAMS = ["github.com/nektos/act", "github.com/rhysd/actionlint/cmd/actionlint"];

export interface ActionTools {
  act: string;
  actionlint: string;
  folder: string;
}

/** The caller removes the folder. */
export async function buildActionTools(): Promise<ActionTools> {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-act-"));
  const { code, stderr } = await start("go", ["build", "-o", folder, ...PROGRAMS], {
    cwd: join(K6_ROOT, ".ci", "actions"),
    env: { CGO_ENABLED: "0" },
  }).ended;
  if (code !== 0) throw new Error(`go build ended with ${code}: ${stderr}`);
  return { folder, act: join(folder, "act"), actionlint: join(folder, "actionlint") };
}

export interface WorkflowRun {
  code: number | null;
  /** What each job printed and what the runner said of it, by the job's id. */
  jobs: Record<string, string>;
  output: string;
}

/**
 * Runs the workflows of a folder as a push does.
 *
 * @param actions folders that stand for the actions of other repositories, by `owner/name@ref`
 */
export async function runWorkflows(
  { act, folder: tools }: ActionTools,
  folder: string,
  actions: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Promise<WorkflowRun> {
  asRepository(folder);
  const { code, stdout, stderr } = await start(
    act,
    [
      ...["push", "--platform", "ubuntu-latest=-self-hosted", "--log-prefix-job-id", "--no-cache-server"],
      ...Object.entries(actions).flatMap(([name, path]) => ["--local-repository", `${name}=${path}`]),
    ],
    // It keeps its files below these.
    { cwd: folder, env: { ...env, XDG_CACHE_HOME: join(tools, "cache"), HOME: tools } },
  ).ended;
  const output = stdout + stderr;
  const jobs: Record<string, string> = {};
  for (const line of output.split("\n")) {
    const [, job, text] = /^\[([\w-]+) *\] (.*)$/.exec(line) ?? [];
    if (job !== undefined) jobs[job] = `${jobs[job] ?? ""}${text}\n`;
  }
  return { code, jobs, output };
}

/** Both runners of pipelines want a repository with a commit. */
export function asRepository(folder: string): void {
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@localhost", ...args], { cwd: folder });
  git("init", "--quiet", "--initial-branch=main", ".");
  git("remote", "add", "origin", "https://gitlab.example/group/project.git");
  git("add", "--all");
  git("commit", "--quiet", "--message=test");
}
