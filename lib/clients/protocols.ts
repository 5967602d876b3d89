/** The clients that speak a protocol, by name: one file each. */
import type { ProtocolName } from "../model/config";
import { amqp } from "./amqp";
import { dns } from "./dns";
import { ftp } from "./ftp";
import { grpc } from "./grpc";
import { http } from "./http";
import { https } from "./https";
import { imap } from "./imap";
import { ldap } from "./ldap";
import { memcached } from "./memcached";
import { mqtt } from "./mqtt";
import { mysql } from "./mysql";
import { postgres } from "./postgres";
import type { Protocol } from "../wire/protocol-client";
import { redis } from "./redis";
import { smtp } from "./smtp";
import { ssh } from "./ssh";

const listed = {
  http,
  https,
  grpc,
  smtp,
  imap,
  ftp,
  ssh,
  mysql,
  postgres,
  redis,
  memcached,
  mqtt,
  amqp,
  ldap,
  dns,
} satisfies Record<string, Protocol>;

declare module "../model/config" {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface Protocols extends Record<keyof typeof listed, Protocol> {}
}

export const protocols: Readonly<Record<ProtocolName, Protocol>> = listed;

export const protocolNames = Object.keys(protocols) as ProtocolName[];

export function isProtocol(kind: string): kind is ProtocolName {
  return (protocolNames as readonly string[]).includes(kind);
}
