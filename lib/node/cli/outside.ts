/** What lies outside of the settings, for commands that read checks and files themselves. */
import { readFileSync } from "node:fs";
import type { Outside } from "../../source/syntax";

export function outsideFrom(cwd: string): Outside {
  return {
    readFile: (path) => readFileSync(path, "utf8"),
    cwd,
    // Patterns are judged by k6, which runs them.
    regexError: () => "",
    flaws: [],
  };
}
