/** What lies outside of the settings, as k6 has it; for the init context alone, where files can be opened. */
import { flaws } from "k6/x/healthcheck";
import { cwd, regexError } from "k6/x/healthcheck/runtime";
import type { SettingsInput } from "../settings/resolve-config";

export function outside(): SettingsInput {
  const folder = cwd();
  return {
    env: __ENV as Record<string, string>,
    // k6 looks for files beside the script; people name them from where they stand.
    readFile: (path) => open(/^([/\\]|[a-z]:[/\\])/i.test(path) ? path : `${folder}/${path}`),
    cwd: folder,
    regexError: (pattern) => regexError(pattern) ?? "",
    flaws: flaws().map(({ name }) => name),
  };
}
