/** What lies outside of the settings, for commands that read checks and files themselves. */
import { readFileSync, statSync } from "node:fs";
import type { FileLook, Outside } from "../../source/syntax";
import { utf16Text } from "../../source/utf16";

/** @param haproxy HAPROXY; undefined: it is not given */
export function outsideFrom(cwd: string, haproxy?: string): Outside {
  return {
    ...(haproxy !== undefined && { haproxy }),
    readFile(path) {
      const bytes = readFileSync(path);
      return utf16Text(bytes) ?? bytes.toString("utf8");
    },
    look: lookAt,
    cwd,
    // Patterns are judged by k6, which runs them.
    regexError: () => "",
    flaws: [],
  };
}

function lookAt(path: string): FileLook | null {
  try {
    const stats = statSync(path);
    return { device: stats.isCharacterDevice() || stats.isBlockDevice(), bytes: stats.size };
  } catch {
    return null;
  }
}
