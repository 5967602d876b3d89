/** TARGET: `host:port`. */
import type { Target } from "../model/config";
import { refusal } from "../text/refusal";
import { ipAddress, isHostAddress, portNumber } from "../source/address";
import { isHostName } from "../source/host-name";
import type { Syntax } from "../source/syntax";

export const target: Syntax<Target> = {
  accepts:
    "host:port, where the host is an IPv4 address, an IPv6 address in brackets or a name: 10.0.0.5:25, [::1]:25, mail.lan:25",
  read(text, name) {
    const no = (why: string) => refusal(name, text, this.accepts, { why });
    const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text);
    if (scheme !== null) throw no(`leave out ${scheme[0]}`);
    if (/\s/.test(text)) throw no("there is a space in it");
    if (text.includes("@")) throw no("it has a user in it");
    if (text.includes("/")) throw no("it has a path in it");
    if (ipAddress(text) !== null && text.includes(":")) throw no("IPv6 needs brackets and a port");
    const parts = /^(\[([^\]]*)\]|([^:[\]]*))(?::(.*))?$/.exec(text);
    if (parts === null) throw no("it is not host:port");
    if (parts[4] === undefined || parts[4] === "") throw no("the port is missing");
    const port = portNumber(parts[4]);
    if (port === undefined) throw no("the port must be a number from 1 to 65535");
    const given = parts[2] ?? parts[3] ?? "";
    if (given === "") throw no("the host is missing");
    const ip = ipAddress(given);
    if (parts[2] !== undefined && (ip === null || !given.includes(":"))) {
      throw no(`what is in brackets must be an IPv6 address${given.includes("%") ? " without a zone" : ""}`);
    }
    if (ip === null && !isHostName(given)) throw no(`${JSON.stringify(given)} is neither an address nor a name`);
    if (ip !== null && !isHostAddress(ip)) throw no("no single host has this address");
    const host = ip ?? given;
    return { host, port, text: host.includes(":") ? `[${host}]:${port}` : `${host}:${port}` };
  },
};
