/** A machine of somebody who has Node and npm alone: its PATH holds these, and its home, cache and temporary files lie in one folder. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathOf } from "./tools";

/** npm starts programs by a shell. */
const TOOLS = ["npm", "npx", "sh"];

/** Nothing listens there. */
export const NO_REGISTRY = "http://127.0.0.1:9/";

export interface BareMachine {
  home: string;
  /** Makes an empty folder that belongs to the user. */
  makeProject: (name: string) => string;
  /** Temporary files of what is run. */
  temporary: string;
  run: (command: string, args: readonly string[], options: RunOptions) => Promise<Ended>;
  remove: () => void;
}

export interface RunOptions {
  cwd: string;
  registry?: string;
  env?: Record<string, string>;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export function bareMachine(): BareMachine {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "probe-storm-machine-")));
  const made = (...names: string[]) => {
    const path = join(folder, ...names);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const [bin, home, temporary, cache] = ["bin", "home", "tmp", "npm-cache"].map((name) => made(name));
  symlinkSync(process.execPath, join(bin!, "node"));
  for (const tool of TOOLS) symlinkSync(realpathSync(pathOf(tool)), join(bin!, tool));
  return {
    home: home!,
    temporary: temporary!,
    makeProject: (name) => made("home", name),
    run: (command, args, { cwd, registry = NO_REGISTRY, env }) =>
      ended(join(bin!, command), args, cwd, {
        PATH: bin!,
        HOME: home!,
        TMPDIR: temporary!,
        npm_config_cache: cache!,
        npm_config_registry: registry,
        npm_config_fetch_retries: "0",
        npm_config_update_notifier: "false",
        npm_config_audit: "false",
        ...env,
      }),
    remove: () => rmSync(dirname(home!), { recursive: true, force: true }),
  };
}

function ended(command: string, args: readonly string[], cwd: string, env: Record<string, string>): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (output.stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (output.stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...output }));
  });
}
