/**
 * The protocol that a port stands for, where hardly anything else listens there; `auto` asks a silent service in it, once.
 *
 * A port that is not listed is asked nothing. An HTTP request is no harmless guess: Redis takes its Host line for an attack and writes it down
 * (redis/src/server.c, `securityWarningCommand`), postscreen counts whoever speaks before the greeting
 * (https://www.postfix.org/POSTSCREEN_README.html#pregreet). Ports of services that speak first are listed as well: their clients wait
 * for the greeting, which may take longer than the first contact listens.
 */
import type { ProtocolName } from "../model/config";

export interface PortClient {
  protocol: ProtocolName;
  /** TLS from the first byte. */
  tls: boolean;
}

const plain = (protocol: ProtocolName): PortClient => ({ protocol, tls: false });
const secure = (protocol: ProtocolName): PortClient => ({ protocol, tls: true });

/** IANA's service names and port numbers, and for 8000 to 8888 and 50051 what is usual. */
const byPort: Readonly<Record<number, PortClient>> = {
  21: plain("ftp"),
  22: plain("ssh"),
  25: plain("smtp"),
  53: plain("dns"),
  80: plain("http"),
  143: plain("imap"),
  389: plain("ldap"),
  443: secure("https"),
  465: secure("smtp"),
  587: plain("smtp"),
  636: secure("ldap"),
  853: secure("dns"),
  990: secure("ftp"),
  993: secure("imap"),
  1883: plain("mqtt"),
  3306: plain("mysql"),
  5432: plain("postgres"),
  5671: secure("amqp"),
  5672: plain("amqp"),
  6379: plain("redis"),
  6380: secure("redis"),
  8000: plain("http"),
  8008: plain("http"),
  8080: plain("http"),
  8081: plain("http"),
  8443: secure("https"),
  8883: secure("mqtt"),
  8888: plain("http"),
  11211: plain("memcached"),
  50051: plain("grpc"),
};

/** null: the port says nothing. */
export function portClient(port: number | undefined): PortClient | null {
  return (port !== undefined && byPort[port]) || null;
}

/** As the user names it: `CLIENT=redis CLIENT_TLS=on`. */
export function clientSettings({ protocol, tls }: PortClient): string {
  return `CLIENT=${protocol}${tls && protocol !== "https" ? " CLIENT_TLS=on" : ""}`;
}
