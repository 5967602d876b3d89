/** keepalived.conf: the checkers of each real server of each virtual server. https://www.keepalived.org/manpage.html */
import type { Note } from "../../model/note";
import { type Imported, type ConfigurationReader } from "../reader-types";
import { place, wrong, type SourceFile } from "../../source/place";
import { portNumber } from "../../source/address";
import { topKeys } from "../../source/top-keys";
import { unsupported } from "../../source/unsupported";
import { byItself, partition, unchecked, type Found } from "../found";
import { CHECKER_NAMES, checkerStatements, readChecker, type CheckerStatement } from "./real-server-checker";
import { reader, textAfter } from "./reader";
import { statements, type Statement } from "./statements";
import { timingOf, WARMUP, type Timing } from "./timing";

/** They decide what is done with a server that is up or down, not how it is checked. */
const SERVER_POLICY = new Set(
  [
    "weight lvs_method lb_kind uthreshold lthreshold inhibit_on_failure notify_up notify_down snmp_name smtp_alert ip_family lb_algo",
    "lvs_sched hashed ops flag-1 flag-2 flag-3 sh-port sh-fallback mh-port mh-fallback persistence_engine persistence_timeout",
    "laddr_group_name nat_mask est_timeout syn_proxy bind_dev vip_bind_dev persistence_granularity protocol omega quorum quorum_up quorum_down hysteresis sorry_server sorry_server_inhibit",
    "sorry_server_lvs_method real_server",
  ].flatMap((names) => names.split(" ")),
);
const IGNORED = new Set([...SERVER_POLICY, WARMUP]);

/** What stands at the top of a keepalived.conf; a file without virtual_server is one as well. */
const BLOCK =
  /^[ \t]*(?:virtual_server(?:_group)?[ \t]+\S|(?:vrrp_(?:instance|sync_group|script|track_process)[ \t]+[^\s{]+|global_defs)[ \t]*(?:\{|[#!]|\r?$))/m;

export const keepalived: ConfigurationReader = {
  format: "keepalived configuration",
  product: "keepalived",
  files: "`keepalived.conf`",
  selector: "`virtual server/real server`, as in `10.0.0.1:25/10.0.0.5:25`",
  recognises: ({ text }) => BLOCK.test(text) && topKeys(text).size === 0,
  read(file): Imported {
    const top = statements(file);
    const notes = top.flatMap((statement) => fileNote(file, statement));
    const found = top.flatMap(({ words, block, line }) =>
      words[0] === "virtual_server" && block !== null
        ? byItself(words.slice(1).join("-"), place(file, line), () =>
            readVirtualServer(file, { words, block, line }, block, notes),
          )
        : [],
    );
    return partition(found.length > 0 ? found : [unchecked("", place(file, 1), whyNone(top))]);
  },
};

function whyNone(top: readonly Statement[]): string {
  const has = (keyword: RegExp) => top.some(({ words }) => keyword.test(words[0] ?? ""));
  const elsewhere = has(/^include/) ? "; the files that it includes may have one: name them instead" : "";
  if (has(/^virtual_server$/)) return `no virtual_server has a real_server${elsewhere}`;
  const programs = has(/^vrrp_/) ? ": VRRP alone, whose track_script and vrrp_script run programs" : "";
  return `it has no virtual_server, so keepalived checks no servers here${programs}${elsewhere}`;
}

/** What may hold, or take away, more than this file shows. */
function fileNote(file: SourceFile, { words, line }: Statement): Note[] {
  const [keyword = ""] = words;
  const note = (because: string) =>
    unsupported(place(file, line), `\`${words.join(" ")}\` is not read: ${because}`, keyword);
  if (/^include/.test(keyword)) return [note("name that file itself")];
  if (/^[@~]/.test(keyword)) return [note("conditions and sequences are not emulated")];
  return [];
}

/** What a virtual server says for its real servers. */
interface VirtualServer {
  name: string;
  timing: Timing;
  virtualHost: Statement | undefined;
  suspends: boolean;
  notes: Note[];
}

function readVirtualServer(
  file: SourceFile,
  { words, line }: Statement,
  block: readonly Statement[],
  notes: readonly Note[],
): Found[] {
  const [, address, port] = words;
  if (address === undefined)
    throw wrong(file, line, "a virtual_server needs an address and a port, `fwmark` or `group`");
  const own = reader(file, block);
  const virtual: VirtualServer = {
    name: /^(?:group|fwmark)$/.test(address) ? words.slice(1, 3).join("-") : endpoint(address, port),
    timing: timingOf(own, {}),
    virtualHost: own.last("virtualhost"),
    suspends: own.last("ha_suspend") !== undefined,
    notes: [...notes, ...own.unread(IGNORED)],
  };
  return own
    .all("real_server")
    .flatMap((server) =>
      byItself(`${virtual.name}/${server.words.slice(1).join("-")}`, place(file, server.line), () =>
        readRealServer(file, server, virtual),
      ),
    );
}

function readRealServer(file: SourceFile, { words, block, line }: Statement, virtual: VirtualServer): Found[] {
  const [, address, portText] = words;
  if (address === undefined) throw wrong(file, line, "a real_server needs an address and a port");
  const selector = `${virtual.name}/${endpoint(address, portText)}`;
  const none = unchecked(
    selector,
    place(file, line),
    `real_server ${words.slice(1).join(" ")} of ${virtual.name} has no checker`,
  );
  if (block === null) return [none];
  const port = portText === undefined || portText === "0" ? null : portOf(file, line, portText);
  const own = reader(file, block);
  const timing = timingOf(own, virtual.timing);
  const host = own.last("virtualhost") ?? virtual.virtualHost;
  const checkers = checkerStatements(block);
  if (checkers.length === 0) return [none];
  const notes = [...virtual.notes, ...own.unread(new Set([...IGNORED, ...CHECKER_NAMES]))];
  return checkers.map((checker) =>
    readChecker(file, checker, {
      selector: selector + suffixOf(checker, checkers),
      address,
      port,
      timing,
      virtualHost: host === undefined ? null : textAfter(file, host),
      suspends: virtual.suspends,
      notes,
    }),
  );
}

/** Each of several checkers of a server has its kind behind the server's name, and a number where several are of that kind. */
function suffixOf(checker: CheckerStatement, all: readonly CheckerStatement[]): string {
  if (all.length === 1) return "";
  const alike = all.filter(({ name }) => name === checker.name);
  return `/${checker.name.toLowerCase()}${alike.length > 1 ? `-${alike.indexOf(checker) + 1}` : ""}`;
}

/** `10.0.0.1:80`, `[fd00::1]:80`; without a port the address alone. */
function endpoint(address: string, port: string | undefined): string {
  const host = address.includes(":") ? `[${address}]` : address;
  return port === undefined || port === "0" ? host : `${host}:${port}`;
}

function portOf(file: SourceFile, line: number, text: string): number {
  const port = portNumber(text);
  if (port === undefined) throw wrong(file, line, `"${text}" is no port`);
  return port;
}
