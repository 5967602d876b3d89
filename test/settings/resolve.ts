/** resolveConfig as the tests call it: settings, and files by absolute name. */
import { Refusal } from "../../lib/text/refusal";
import type { Outside } from "../../lib/source/syntax";
import { resolveArms, resolveConfig } from "../../lib/settings/resolve-config";

export const CWD = "/work-place";

export type Files = Record<string, string>;

export function resolve(env: Record<string, string>, files: Files = {}) {
  return resolveConfig({ env, ...outside(files) });
}

/** The settings of compare-checkers. */
export function resolveComparison(env: Record<string, string>, files: Files = {}) {
  return resolveArms({ env, script: "compare-checkers", ...outside(files) });
}

export function outside(files: Files = {}): Outside {
  return {
    cwd: CWD,
    readFile(path: string) {
      const text = files[path];
      if (text === undefined) throw new Error(`open ${path}: no such file or directory`);
      return text;
    },
    regexError(pattern: string) {
      try {
        // RE2 writes flags in front, JavaScript behind.
        new RegExp(pattern.replace(/^\(\?[ims]+\)/, ""));
        return "";
      } catch {
        return "the pattern is no regular expression";
      }
    },
    flaws: ["healthy", "healthy-greeting", "stuck-greeting"],
  };
}

/** The configuration with one CONFIG file, `storm.yaml` where k6 was started. */
export function resolveFile(yaml: string, env: Record<string, string> = {}, files: Files = {}) {
  return resolve({ CONFIG: "storm.yaml", ...env }, { [`${CWD}/storm.yaml`]: yaml, ...files });
}

/** The line of the refusal; fails when nothing was refused. */
export function refusalOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** The configuration, or the line of the refusal. */
export function outcomeOf(env: Record<string, string>, files: Files = {}): unknown {
  try {
    return resolve(env, files);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}
