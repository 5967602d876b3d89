/** Every place where the version stands in the repository. `npm run release` sets them all; a test holds that they agree. */

export interface VersionPlace {
  file: string;
  /** Finds the version as the group `version`, and in CHANGELOG.md its day as `day`. The first match counts. */
  pattern: RegExp;
}

const ONE = "(?<version>\\d+\\.\\d+\\.\\d+(?:-[a-z0-9.]+)?)";

export const VERSION_PLACES: readonly VersionPlace[] = [
  { file: "package.json", pattern: inText(`^  "version": "${ONE}"`) },
  // The lock file tells it twice: of itself, and of the package at its root.
  { file: "package-lock.json", pattern: inText(`^  "version": "${ONE}"`) },
  { file: "package-lock.json", pattern: inText(`(?<=^    "": \\{\n.*\n)      "version": "${ONE}"`) },
  // The first heading is that of the version to come.
  { file: "CHANGELOG.md", pattern: inText(`^## ${ONE}, (?<day>unreleased|\\d{4}-\\d\\d-\\d\\d)$`) },
];

/** @returns undefined where the place is not found */
export function versionAt({ pattern }: VersionPlace, text: string): string | undefined {
  return pattern.exec(text)?.groups!.version;
}

/**
 * @param day as `2026-11-30`: where the place tells one
 * @throws Error if the place is not found
 */
export function withVersion({ file, pattern }: VersionPlace, text: string, version: string, day: string): string {
  const groups = pattern.exec(text)?.groups;
  if (groups === undefined) throw new Error(`${file} has no version where ${pattern.source} expects it`);
  return text.replace(pattern, (found: string) => {
    const changed = found.replace(groups.version!, version);
    return groups.day === undefined ? changed : changed.replace(groups.day, day);
  });
}

function inText(pattern: string): RegExp {
  return new RegExp(pattern, "m");
}
