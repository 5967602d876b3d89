/** Which of a file's names a `#…` means. Names are paths: `namespace/pod/container/liveness`. */

export type Selected<Named> =
  | { kind: "chosen"; chosen: readonly Named[] }
  /** The names that it may mean. */
  | { kind: "ambiguous"; names: string[] };

/**
 * The one of that name, or all below it: `app` chooses `app/web1`. Else whole segments further down, where they stand in one place alone:
 * `web1` chooses `app/web1`, and is ambiguous where `api/web1` is there as well.
 */
export function select<Named extends { selector: string }>(all: readonly Named[], selector: string): Selected<Named> {
  const wanted = selector.replace(/\/$/, "");
  const below = (root: string) => all.filter((one) => one.selector === root || one.selector.startsWith(`${root}/`));
  const top = below(wanted);
  if (top.length > 0) return { kind: "chosen", chosen: top };
  const roots = [...new Set(all.flatMap((one) => rootOf(one.selector, wanted)))];
  return roots.length > 1 ? { kind: "ambiguous", names: roots } : { kind: "chosen", chosen: roots.flatMap(below) };
}

/** The path down to the segments that are wanted. */
function rootOf(path: string, wanted: string): string[] {
  const at = `/${path}/`.indexOf(`/${wanted}/`);
  return at < 0 ? [] : [path.slice(0, at + wanted.length)];
}
