/** What lies outside of the settings, for commands that read checks and files themselves. */
import { readFileSync } from "node:fs";
import type { Outside } from "../../source/syntax";

/** @param haproxy HAPROXY; undefined: it is not given */
export function outsideFrom(cwd: string, haproxy?: string): Outside {
  return {
    ...(haproxy !== undefined && { haproxy }),
    readFile: (path) => readFileSync(path, "utf8"),
    cwd,
    // Patterns are judged by k6, which runs them.
    regexError: () => "",
    flaws: [],
  };
}
