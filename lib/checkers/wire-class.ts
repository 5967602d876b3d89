/** Kinds of checks by what a service goes through, coarser than styles: incidents are told by them. */
import { lastConnection } from "../wire/connection";
import type { Checker, WireClass } from "../model/checker";
import { styles } from "./styles/index";
import { endsWithReset } from "../wire/ends-with-reset";

/** What a service goes through, in one line. */
export const wireClasses: Record<WireClass, string> = {
  "half-open": "an RST instead of the handshake's last ACK: the service never sees a connection",
  reset: "a connection that is reset before or while the service speaks: ECONNRESET on its first calls",
  close: "a connection that ends without a word; an RST instead where a greeting lies unread",
  hold: "a connection that stays open and silent",
  conversation: "a short exchange in the service's own protocol, then a FIN",
  "conversation-reset": "a short exchange in the service's own protocol, then an RST",
  "proxy-header": "a PROXY header, and no client behind it",
  tls: "a TLS handshake, whole or only begun, and nothing inside",
};

export function wireClassOf({ style, connections }: Pick<Checker, "style" | "connections">): WireClass {
  const wireClass = styles.get(style)?.wireClass;
  if (!wireClass) throw new Error(`the style ${style} has no wire class`);
  const resets = endsWithReset(lastConnection(connections).ending);
  return wireClass === "conversation" && resets ? "conversation-reset" : wireClass;
}
