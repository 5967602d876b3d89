/** Checkers that storm together need names of their own, and a file cannot always give them: `a.b` and `a-b` read alike as plain names. */
import type { Preset } from "../model/checker";
import { NAME_LENGTH } from "../source/fields";

/** The second of a name becomes `name-2`, in the order of the file. */
export function withUniqueNames(presets: readonly Preset[]): Preset[] {
  const taken = new Set<string>();
  return presets.map((preset) => {
    const name = freeName(preset.name, taken);
    taken.add(name);
    return renamed(preset, name);
  });
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) {
    const suffix = `-${count}`;
    free = name.slice(0, NAME_LENGTH - suffix.length) + suffix;
  }
  return free;
}

/** What is assumed begins with the name of the checker. */
function renamed(preset: Preset, name: string): Preset {
  if (preset.name === name) return preset;
  const assumptions = preset.assumptions?.map((one) => (one.checker === preset.name ? { ...one, checker: name } : one));
  return { ...preset, name, ...(assumptions !== undefined && { assumptions }) };
}
