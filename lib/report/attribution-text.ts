/** Why the harm may not be the checks'. */
import type { Attribution } from "../model/attribution";
import { counted, percent } from "../text/format";

/** Empty where it is theirs. */
export function attributionText(attribution: Attribution): string {
  switch (attribution.kind) {
    case "strong":
      return "";
    case "seen-by-accident":
      return (
        "The service saw only the few checks that the kernel had acknowledged before they could reset: on a machine with nothing else to do " +
        "it would see none of them."
      );
    case "slowdown-stays":
      return (
        "Clients wait as long now that the checks have stopped: they may have left it behind, or clients alone brought it about. A longer " +
        "BASELINE would show it without any check."
      );
    case "any-connection": {
      const { clients, checks, since, harmless, share, baselineSeconds } = attribution;
      const when = since === "storm-start" ? "in the storm" : "since the storm";
      return (
        `Harm showed after ${counted(clients, "client")} and ${counted(checks, "check")} ${when}, and ${harmless} connections before them ` +
        `had done none. A service that fails after so many connections of any kind would look the same in ` +
        `${percent(share)} of the cases. BASELINE=${baselineSeconds}s would settle it.`
      );
    }
  }
}
