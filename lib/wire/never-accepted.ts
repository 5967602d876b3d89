/** A connection that the service never sees. */
import type { Connection } from "../model/checker";

/** An RST takes the place of the handshake's last ACK, and nothing was said that would have carried it. */
export function neverAccepted({
  handshake,
  steps,
  ending,
}: Pick<Connection, "handshake" | "steps" | "ending">): boolean {
  return handshake === "half-open" && ending.kind === "rst" && steps.every(({ kind }) => kind === "wait");
}
