/**
 * The variable in which the command line hands settings to k6, as JSON.
 *
 * Every user of a machine can read the arguments of a process while it runs; its environment is its own user's.
 */
export const SETTINGS_VARIABLE = "PROBE_STORM_SETTINGS";

export function settingsText(settings: Readonly<Record<string, string>>): string {
  return JSON.stringify(settings);
}

/** @returns null: it is not what {@link settingsText} writes */
export function settingsIn(text: string): Record<string, string> | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    return Object.values(value).every((one) => typeof one === "string") ? (value as Record<string, string>) : null;
  } catch {
    return null;
  }
}
