/** Kinds of checks by what a service goes through, coarser than styles: incidents are told by them. */
import { lastConnection } from "../wire/connection";
import type { Checker } from "../model/checker";

export type WireClass =
  "half-open" | "reset" | "close" | "hold" | "conversation" | "conversation-reset" | "proxy-header" | "tls";

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

/** The class of each style; undefined for exchanges that were spelled out. */
const OF_STYLE: Record<string, WireClass> = {
  "half-open": "half-open",
  rst: "reset",
  "delayed-close": "reset",
  "greeting-unread": "reset",
  fin: "close",
  hold: "hold",
  "greeting-wait": "conversation",
  "send-expect": "conversation",
  "send-rst": "conversation",
  "proxy-header": "proxy-header",
  "tls-hello": "tls",
  "tls-handshake": "tls",
};

export function wireClassOf({ style, connections }: Pick<Checker, "style" | "connections">): WireClass {
  const found = OF_STYLE[style];
  if (found === undefined) throw new Error(`the style ${style} has no wire class`);
  const resets = lastConnection(connections).ending.kind.endsWith("rst");
  return found === "conversation" && resets ? "conversation-reset" : found;
}
