/** What lies outside of the settings, for commands that read checks and files themselves. */
import { readFileSync } from "node:fs";
import type { Outside } from "../../source/syntax";
import { utf16Text } from "../../source/utf16";

export function outsideFrom(cwd: string): Outside {
  return {
    readFile(path) {
      const bytes = readFileSync(path);
      return utf16Text(bytes) ?? bytes.toString("utf8");
    },
    cwd,
    // Patterns are judged by k6, which runs them.
    regexError: () => "",
    flaws: [],
  };
}
