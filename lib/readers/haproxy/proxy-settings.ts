/** What a section says of its checks, and its servers. */
import type { Fault } from "./arguments";
import type { LineNote } from "./notes";
import type { ParsedRule } from "./parsed-rule";
import { DEFAULT_SERVER, type ServerSettings } from "./server-settings";

export interface Server {
  name: string;
  address: string;
  line: number;
  settings: ServerSettings;
  /** One of a `server-template`: each has an address of its own behind the name that they share. */
  ofTemplate?: true;
  /** HAProxy refuses its line, or nobody here understands it. */
  fault: Fault | null;
}

/** Backends and listens by their names, and the one that is being read by no name. */
export type Proxies = ReadonlyMap<string, Pick<Proxy, "defaultServer" | "servers">>;

export interface Proxy {
  kind: string;
  name: string;
  line: number;
  /** `check` is the plain one. */
  type: string;
  /** The line of the option, or that of the section where there is none. */
  typeLine: number;
  rules: readonly ParsedRule[];
  /** Rules of this section itself, used or not. */
  tcpRules: ParsedRule[] | null;
  httpRules: ParsedRule[] | null;
  timeoutCheckMs?: number | undefined;
  timeoutConnectMs?: number | undefined;
  disabled: boolean;
  disableOn404: boolean;
  sendState: number | null;
  defaultServer: ServerSettings;
  servers: Server[];
  notes: LineNote[];
  /** The first line of it, or of what it inherits, that HAProxy refuses or that nobody here understands. */
  fault: Fault | null;
}

export function emptyProxy(kind: string, name: string, line: number): Proxy {
  return {
    kind,
    name,
    line,
    type: "check",
    typeLine: line,
    rules: [],
    tcpRules: null,
    httpRules: null,
    disabled: false,
    disableOn404: false,
    sendState: null,
    defaultServer: DEFAULT_SERVER,
    servers: [],
    notes: [],
    fault: null,
  };
}
