/** What a section says of its checks, and its servers. */
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
}

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
  };
}
