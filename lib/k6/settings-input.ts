/** What lies outside of the settings, as k6 has it; for the init context alone, where files can be opened. */
import { flaws } from "k6/x/healthcheck";
import { cwd, regexError } from "k6/x/healthcheck/runtime";
import type { StormOptions } from "../../library";
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

/** @param own what a script says of its storm, beside `-e`, which wins */
export function outsideWith({ settings = {}, client }: StormOptions): SettingsInput {
  const input = outside();
  const texts = Object.entries(settings).map(([name, value]) => [name, String(value)]);
  return {
    ...input,
    env: { ...(Object.fromEntries(texts) as Record<string, string>), ...input.env },
    ...(client && { ownClient: true as const }),
  };
}
