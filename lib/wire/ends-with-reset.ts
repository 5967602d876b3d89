/** Whether a connection is closed with an RST. */
import type { Ending } from "../model/extension";

/** A `drain-rst` that finds the peer's FIN closes with a FIN after all. */
export function endsWithReset({ kind }: Pick<Ending, "kind">): boolean {
  switch (kind) {
    case "rst":
    case "drain-rst":
      return true;
    case "fin":
    case "half-close":
    case "drain-fin":
      return false;
  }
}
