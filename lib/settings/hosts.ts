/** ALLOW_HOSTS: the hosts beside TARGET that checks out of a configuration may go to. */
import { refusal } from "../text/refusal";
import { ipAddress, isHostAddress } from "../source/address";
import { isHostName } from "../source/host-name";
import type { Syntax } from "../source/syntax";

export const hosts: Syntax<string[]> = {
  accepts: "addresses or names of hosts, comma-separated, without ports: 10.9.9.9,db2.lan,::1",
  read(text, name) {
    return text.split(",").map((part) => {
      const host = plainHost(part.trim());
      if (host === null)
        throw refusal(name, text, this.accepts, {
          why: `${JSON.stringify(part.trim())} is neither an address nor a name`,
        });
      return host;
    });
  },
};

/** The one spelling of a host, by which two are compared; null when it is neither an address nor a name. */
export function plainHost(text: string): string | null {
  const ip = ipAddress(text.replace(/^\[(.*:.*)\]$/, "$1"));
  if (ip !== null) return isHostAddress(ip) ? ip : null;
  return isHostName(text) ? text.replace(/\.$/, "").toLowerCase() : null;
}
