/**
 * Shares the plan of a script: it is resolved once per process and handed to the VUs as plain data.
 *
 * A SharedArray keeps one copy of it for all VUs. Each VU unpacks only the parts that it asks for by name, so a thousand nodes stay small.
 */
import { SharedArray } from "k6/data";
import loadExitCode from "lazy:./exit-code";
import type { Resolved } from "../text/refusal";

type Entry = { kind: "contents"; refusal: string; names: string[] } | { kind: "part"; json: string };

export interface SharedPlan<Parts> {
  /** A copy of its own: what a SharedArray gives out is frozen, and k6 writes defaults into a script's options. */
  part<Name extends keyof Parts & string>(name: Name): Parts[Name];
}

/**
 * Ends the script where the settings are refused.
 *
 * @param resolve for the init context alone, where files can be opened
 * @param split the plan in parts, by name
 */
export function sharePlan<Run, Parts extends object>(
  resolve: () => Resolved<Run>,
  split: (run: Run) => Parts,
): SharedPlan<Parts> {
  const entries = new SharedArray<Entry>("probe-storm plan", () => {
    const { run, refusal } = resolve();
    const parts = run === null ? [] : Object.entries(split(run));
    const names = parts.map(([name]) => name);
    return [
      { kind: "contents", refusal, names },
      ...parts.map(([, part]) => ({ kind: "part" as const, json: JSON.stringify(part) })),
    ];
  });
  const [contents] = entries;
  if (contents?.kind !== "contents") throw new Error("the plan has no contents");
  if (contents.refusal !== "") (loadExitCode() as typeof import("./exit-code")).refuseSettings(contents.refusal);
  return {
    part: (name) => {
      const entry = entries[1 + contents.names.indexOf(name)];
      if (entry?.kind !== "part") throw new Error(`the plan has no ${name}`);
      return JSON.parse(entry.json) as Parts[typeof name];
    },
  };
}
