/** What a gate may look at. Each measure is a file of lib/measures/, and lib/measures/index.ts adds it to the types here. */
import type { FindingKind } from "./finding";

/** lib/measures/index.ts fills it. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface Measures {}

/** What a gate looks at: docs/config-file.md tells each with its limit. */
export type Measure = keyof Measures;

/** Harm that is not yet a lost client. */
export type FindingMeasure = {
  [Name in Measure]: Measures[Name] extends { seenIn: "service" } ? Name : never;
}[Measure];

/** What is told of a finding's measure where there is no such finding. */
export type NothingOf<Kind extends FindingKind> =
  Extract<Measures[FindingMeasure], { finding: Kind }> extends { nothing: readonly (infer Code extends string)[] }
    ? Code
    : never;

/** A kind of finding that a gate may limit. */
export type MeasuredKind = Measures[FindingMeasure]["finding"];

export type NothingFound = Measures[FindingMeasure]["nothing"][number];
