/** Whether what is written to a stream has colours: on a terminal, unless somebody does without them. */

/** Each counts where it is set and not empty (https://no-color.org). The second is k6's own. */
const WITHOUT = ["NO_COLOR", "K6_NO_COLOR"];

/** @param forK6 flags that the user gave k6: one of them takes the colours away as well */
export function hasColour(
  { isTTY }: { isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>> = process.env,
  forK6: readonly string[] = [],
): boolean {
  const without = WITHOUT.some((name) => (env[name] ?? "") !== "");
  return isTTY === true && !without && !forK6.some((flag) => /^--no-color(=true)?$/.test(flag));
}
