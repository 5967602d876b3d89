/** Gives the settings the world outside as k6 has it: environment and files. Only the init context can open files. */
import { flaws } from "k6/x/healthcheck";
import { cwd, environment, lookAt, regexError } from "k6/x/healthcheck/runtime";
import type { StormOptions } from "../../library";
import type { SettingsInput } from "../settings/resolve-config";
import { utf16Text } from "../source/utf16";
import { settingsIn, SETTINGS_VARIABLE } from "../settings/settings-variable";
import { refusalLine } from "../text/refusal-line";
import { refuseSettings } from "./exit-code";

export function outside(): SettingsInput {
  const folder = cwd();
  return {
    env: { ...handedOver(), ...(__ENV as Record<string, string>) },
    // k6 looks for files beside the script; people name them from where they stand.
    readFile: (path) => fileText(/^([/\\]|[a-z]:[/\\])/i.test(path) ? path : `${folder}/${path}`),
    look: lookAt,
    cwd: folder,
    regexError: (pattern) => regexError(pattern) ?? "",
    flaws: flaws().map(({ name }) => name),
  };
}

/** k6 takes every file for UTF-8. Zero bytes, and what is no UTF-8, may be UTF-16: then the bytes are looked at. */
function fileText(path: string): string {
  const text = open(path);
  if (!/[\0\ufffd]/.test(text)) return text;
  return utf16Text(new Uint8Array(open(path, "b"))) ?? text;
}

/** By the command line. */
function handedOver(): Record<string, string> {
  const text = environment(SETTINGS_VARIABLE);
  if (text === "") return {};
  const settings = settingsIn(text);
  // It may hold a password.
  if (settings === null)
    refuseSettings(refusalLine(SETTINGS_VARIABLE, { words: "something else" }, "what the command line writes"));
  return settings;
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
