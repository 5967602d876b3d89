/** The styles by name. A new one is a file of its own, named after it, and a line here. */
import type { Style } from "../../model/checker";
import { delayedClose } from "./delayed-close";
import { fin } from "./fin";
import { greetingUnread } from "./greeting-unread";
import { greetingWait } from "./greeting-wait";
import { halfOpen } from "./half-open";
import { hold } from "./hold";
import { proxyHeader } from "./proxy-header";
import { rst } from "./rst";
import { sendExpect } from "./send-expect";
import { sendRst } from "./send-rst";
import { tlsHandshake } from "./tls-handshake";
import { tlsHello } from "./tls-hello";

export const styles: ReadonlyMap<string, Style> = new Map(
  [
    rst,
    halfOpen,
    fin,
    delayedClose,
    greetingWait,
    greetingUnread,
    sendExpect,
    sendRst,
    hold,
    tlsHello,
    tlsHandshake,
    proxyHeader,
  ].map((style) => [style.name, style]),
);

/** The style that a preset names. A name that no style has is a fault of our own. */
export function styleNamed(name: string): Style {
  const style = styles.get(name);
  if (style === undefined) throw new Error(`there is no style ${name}`);
  return style;
}
