/** keepalived.conf: the checkers of each real server of each virtual server. https://www.keepalived.org/manpage.html */
import { portNumber } from "../../source/address";
import { type Imported, type ConfigurationReader } from "../reader-types";
import { place, wrong, type SourceFile } from "../../source/place";
import { unsupported } from "../../source/unsupported";
import type { Note } from "../../model/note";
import { partition, type Read } from "../partition";
import { readChecker, type Timing } from "./checker";
import { isOn, reader, secondsAfter, textAfter, wholeAfter, type Reader } from "./reader";
import { statements, type Statement } from "./statements";

/** They decide what is done with a server that is up or down, not how it is checked. */
const SERVER_POLICY = new Set(
  [
    "weight lvs_method lb_kind uthreshold lthreshold inhibit_on_failure notify_up notify_down snmp_name smtp_alert ip_family lb_algo",
    "lvs_sched hashed ops flag-1 flag-2 flag-3 sh-port sh-fallback mh-port mh-fallback persistence_engine persistence_timeout",
    "persistence_granularity protocol omega quorum quorum_up quorum_down hysteresis sorry_server sorry_server_inhibit",
    "sorry_server_lvs_method real_server",
  ].flatMap((names) => names.split(" ")),
);

const CHECKERS = [
  ...["TCP_CHECK", "HTTP_GET", "SSL_GET", "SMTP_CHECK"],
  ...["MISC_CHECK", "DNS_CHECK", "PING_CHECK", "UDP_CHECK", "BFD_CHECK", "FILE_CHECK"],
];

export const keepalived: ConfigurationReader = {
  format: "keepalived configuration",
  recognises: ({ text }) => /^[ \t]*virtual_server(?:_group)?[ \t]+\S/m.test(text),
  read(file): Imported {
    const top = statements(file);
    const notes = top.flatMap((statement) => fileNote(file, statement));
    const servers = top.filter(({ words, block }) => words[0] === "virtual_server" && block !== null);
    return partition(servers.flatMap((server) => readVirtualServer(file, server, notes)));
  },
};

/** What may hold, or take away, more than this file shows. */
function fileNote(file: SourceFile, { words, line }: Statement): Note[] {
  const what = words[0]!;
  const note = (because: string) =>
    unsupported(place(file, line), `\`${words.join(" ")}\` is not read: ${because}`, what);
  if (/^include/.test(what)) return [note("name that file itself")];
  if (/^[@~]/.test(what)) return [note("conditions and sequences are not emulated")];
  return [];
}

function readVirtualServer(file: SourceFile, { words, block, line }: Statement, notes: Note[]): Read[] {
  if (words.length < 2) throw wrong(file, line, "a virtual_server needs an address and a port, `fwmark` or `group`");
  const own = reader(file, block!);
  const timing = timingOf(own, {});
  const virtualHost = own.last("virtualhost");
  const suspends = own.last("ha_suspend") !== undefined;
  const above = [...notes, ...own.unread(SERVER_POLICY)];
  const name = /^(?:group|fwmark)$/.test(words[1]!) ? words.slice(1, 3).join("-") : endpoint(words[1]!, words[2]);
  return own.all("real_server").flatMap((server) => {
    const { words: of, block: inside, line: at } = server;
    if (of.length < 2) throw wrong(file, at, "a real_server needs an address and a port");
    const selector = `${name}/${endpoint(of[1]!, of[2])}`;
    const why = `real_server ${of.slice(1).join(" ")} of ${name} has no checker`;
    const idle: Read[] = [{ idle: { selector, place: place(file, at), why } }];
    if (inside === null) return idle;
    const port = of[2] === undefined || of[2] === "0" ? null : portOf(file, server, of[2]);
    const rs = reader(file, inside);
    const serverTiming = timingOf(rs, timing);
    const host = rs.last("virtualhost") ?? virtualHost;
    const found = CHECKERS.flatMap((kind) => rs.all(kind)).sort((a, b) => a.line - b.line);
    if (found.length === 0) return idle;
    const beside = [...above, ...rs.unread(SERVER_POLICY)];
    return found.map((statement): Read => {
      const same = found.filter(({ words: [kind] }) => kind === statement.words[0]);
      const suffix =
        found.length === 1
          ? ""
          : `/${statement.words[0]!.toLowerCase()}${same.length > 1 ? `-${same.indexOf(statement) + 1}` : ""}`;
      return readChecker(file, statement, {
        selector: selector + suffix,
        address: of[1]!,
        port,
        timing: serverTiming,
        virtualHost: host === undefined ? null : textAfter(file, host),
        suspends,
        notes: beside,
      });
    });
  });
}

/** `10.0.0.1:80`, `[fd00::1]:80`; without a port the address alone. */
function endpoint(address: string, port: string | undefined): string {
  const host = address.includes(":") ? `[${address}]` : address;
  return port === undefined || port === "0" ? host : `${host}:${port}`;
}

function portOf(file: SourceFile, { line }: Statement, text: string): number {
  const port = portNumber(text);
  if (port === undefined) throw wrong(file, line, `"${text}" is no port`);
  return port;
}

/** What a virtual server or real server says for the checkers below it, over what stands above. */
function timingOf(block: Reader, above: Timing): Timing {
  const { file } = block;
  const [loop, retry, before, connect, alpha] = [
    "delay_loop",
    "retry",
    "delay_before_retry",
    "connect_timeout",
    "alpha",
  ].map((name) => block.last(name));
  // Only shifts the first check, which comes at a random moment anyhow.
  block.last("warmup");
  return {
    ...above,
    ...(loop && { delayLoopMs: secondsAfter(file, loop, 1) }),
    ...(retry && { retry: wholeAfter(file, retry, 1, 1_000_000) }),
    ...(before && { delayBeforeRetryMs: secondsAfter(file, before) }),
    ...(connect && { connectTimeoutMs: secondsAfter(file, connect, 1) }),
    ...(alpha && { alpha: isOn(alpha) }),
  };
}
