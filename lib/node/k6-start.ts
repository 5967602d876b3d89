/** How every program here starts k6: alone, silent towards others, and with settings as its scripts read them. */

/** k6 asks nobody: neither for extensions that it lacks nor to count its users. */
export const K6_ENV = { K6_AUTO_EXTENSION_RESOLUTION: "false", K6_NO_USAGE_REPORT: "true" };

/** For `k6 run`. No address for k6's REST API: runs side by side would want the same port. */
export const RUN_FLAGS: readonly string[] = ["--quiet", "--address", "", "--include-system-env-vars=false"];

/** `-e NAME=value` for each. */
export function settingFlags(settings: Readonly<Record<string, string | number>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
}
