/** Assumptions are shown among those of other checkers: each begins with the name of its own. */
export function assumed(name: string, ...texts: string[]): string[] {
  return texts.map((text) => `${name}: ${text}`);
}
