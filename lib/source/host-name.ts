/** Names of hosts, for TARGET and for SNI. */
import { refusal } from "../text/refusal";
import type { Syntax } from "./syntax";

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/** A name as DNS knows it; the last label of a name is never a number, so `10.0.0.300` is none. */
export function isHostName(text: string): boolean {
  const labels = text.replace(/\.$/, "").split(".");
  const top = labels[labels.length - 1] ?? "";
  return text.length <= 253 && labels.every((label) => LABEL.test(label)) && !/^(\d+|0x[0-9a-f]*)$/i.test(top);
}

/** RFC 6066 allows names only: an address is never sent as SNI. */
export const hostName: Syntax<string> = {
  accepts: "a host name such as mail.lan, no address and no port",
  read(text, name) {
    if (!isHostName(text)) throw refusal(name, text, this.accepts);
    return text;
  },
};
