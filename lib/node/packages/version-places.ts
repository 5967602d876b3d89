/** Every place where the version stands in the repository. `npm run release` sets them all; a test holds that they agree. */

export interface VersionPlace {
  file: string;
  /** Finds the version as the group `version`, and in CHANGELOG.md its day as `day`. The first match counts, or with `g` each. */
  pattern: RegExp;
}

const ONE = "(?<version>\\d+\\.\\d+\\.\\d+(?:-[a-z0-9.]+)?)";

const PINNED = new RegExp(`(?<=probe-storm[@:]v?)${ONE}`, "g");

export const VERSION_PLACES: readonly VersionPlace[] = [
  { file: "package.json", pattern: inText(`^  "version": "${ONE}"`) },
  // The lock file tells it twice: of itself, and of the package at its root.
  { file: "package-lock.json", pattern: inText(`^  "version": "${ONE}"`) },
  { file: "package-lock.json", pattern: inText(`(?<=^    "": \\{\n.*\n)      "version": "${ONE}"`) },
  // The first heading is that of the version to come.
  { file: "CHANGELOG.md", pattern: inText(`^## ${ONE}, (?<day>unreleased|\\d{4}-\\d\\d-\\d\\d)$`) },
  { file: "templates/probe-storm.yml", pattern: inText(`^      default: ${ONE}$`) },
  // What people copy fixes the version of the package, the action, the component or the image.
  ...[
    "README.md",
    "docs/pipelines.md",
    "examples/ci/Jenkinsfile",
    "examples/ci/github-actions.yml",
    "examples/ci/gitlab-ci.yml",
    "examples/ci/kubernetes-job.yaml",
  ].map((file) => ({ file, pattern: PINNED })),
];

/** One for each match; none: the place is not found. */
export function versionsAt({ pattern }: VersionPlace, text: string): string[] {
  return matches(pattern, text).map(({ groups }) => {
    if (groups?.version === undefined) throw new Error(`${pattern.source} finds a place and has no group "version"`);
    return groups.version;
  });
}

/**
 * @param day as `2026-11-30`: where the place tells one
 * @throws Error if the place is not found
 */
export function withVersion({ file, pattern }: VersionPlace, text: string, version: string, day: string): string {
  if (matches(pattern, text).length === 0) throw new Error(`${file} has no version where ${pattern.source} expects it`);
  return text.replace(pattern, (found: string, ...more: unknown[]) => {
    const groups = more.at(-1) as { version: string; day?: string };
    const changed = found.replace(groups.version, version);
    return groups.day === undefined ? changed : changed.replace(groups.day, day);
  });
}

function matches(pattern: RegExp, text: string): RegExpMatchArray[] {
  if (pattern.global) return [...text.matchAll(pattern)];
  const first = text.match(pattern);
  return first === null ? [] : [first];
}

function inText(pattern: string): RegExp {
  return new RegExp(pattern, "m");
}
