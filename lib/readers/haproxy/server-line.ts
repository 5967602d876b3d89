/** `server NAME ADDRESS …`, `server-template PREFIX 1-5 ADDRESS …` and `default-server …`. */
import { SyntaxFault, type Fault } from "./arguments";
import type { Word } from "./line-words";
import { notAccepted } from "./not-accepted";
import type { Proxies, Proxy } from "./proxy-settings";
import { failure, type Result } from "./result";
import { readServer } from "./server";
import { DEFAULT_SERVER, type ServerSettings } from "./server-settings";

/** More servers of one `server-template` are all the same. */
const MOST_OF_A_TEMPLATE = 64;

const NAME = /^[A-Za-z0-9_.:-]+$/;

export function defaultsOf(proxy: Proxy, words: readonly Word[], line: number, above: Proxies): ServerSettings {
  const settings = settingsOf(proxy, words, line, above);
  if (!settings.ok) throw new SyntaxFault(settings.reason);
  return settings.value;
}

export function readServerLine(proxy: Proxy, words: readonly Word[], line: number, above: Proxies): void {
  const [name, address, ...rest] = words;
  if (name === undefined || address === undefined) throw new SyntaxFault("server needs a name and an address");
  if (!NAME.test(name.text))
    throw new SyntaxFault(notAccepted("server", name.text, "a name of letters, digits and . : _ -"));
  proxy.servers.push({
    name: name.text,
    address: address.text,
    line,
    ...settingsOrFault(proxy, rest, line, above),
  });
}

export function readTemplate(proxy: Proxy, words: readonly Word[], line: number, above: Proxies): void {
  const [prefix, range, address, ...rest] = words;
  if (prefix === undefined || range === undefined || address === undefined)
    throw new SyntaxFault("server-template needs a prefix, a number or range, and an address");
  const numbers = numbersOf(range.text);
  if (!NAME.test(prefix.text) || numbers === undefined)
    throw new SyntaxFault(notAccepted("server-template", range.text, "a number, or a range such as 1-5"));
  const { first, last } = numbers;
  const settings = settingsOrFault(proxy, rest, line, above);
  for (let number = first; number <= Math.min(last, first + MOST_OF_A_TEMPLATE - 1); number++)
    proxy.servers.push({
      name: `${prefix.text}${number}`,
      address: address.text,
      line,
      ...settings,
      ofTemplate: true,
    });
  if (last - first >= MOST_OF_A_TEMPLATE)
    proxy.notes.push({
      line,
      text: `of its ${last - first + 1} servers the first ${MOST_OF_A_TEMPLATE} can be chosen; they are all alike`,
    });
}

function settingsOrFault(
  proxy: Proxy,
  words: readonly Word[],
  line: number,
  above: Proxies,
): { settings: ServerSettings; fault: Fault | null } {
  const settings = settingsOf(proxy, words, line, above);
  if (!settings.ok) return { settings: proxy.defaultServer, fault: { line, reason: settings.reason } };
  const both = settings.value.check && settings.value.track !== undefined;
  return { settings: settings.value, fault: both ? { line, reason: "check and track do not go together" } : null };
}

function settingsOf(proxy: Proxy, words: readonly Word[], line: number, above: Proxies): Result<ServerSettings> {
  const [keyword, source] = words;
  if (keyword?.text !== "from") return readServer(proxy.defaultServer, words, line);
  const base = sourceOf(source?.text ?? "", proxy, above);
  if (base === undefined)
    return failure(notAccepted("from", source?.text ?? "", "none, be:BACKEND or srv:BACKEND/SERVER above"));
  return readServer(base, words.slice(2), line);
}

/** Whose settings `from` takes (3.5, src/server.c _srv_parse_from). */
function sourceOf(text: string, proxy: Proxy, above: Proxies): ServerSettings | undefined {
  if (text === "none") return DEFAULT_SERVER;
  const [, kind, name = ""] = /^(be|srv):(.*)$/.exec(text) ?? [];
  if (kind === undefined) return undefined;
  const slash = name.indexOf("/");
  const backend = kind === "be" ? name : name.slice(0, Math.max(0, slash));
  const from = backend === "" || backend === proxy.name ? proxy : above.get(backend);
  if (kind === "be") return from?.defaultServer;
  return from?.servers.find((server) => server.name === name.slice(slash + 1))?.settings;
}

/** `5` is from 1 to 5; `0-2` are three. */
function numbersOf(text: string): { first: number; last: number } | undefined {
  const [whole, from = "", to] = /^([0-9]{1,6})(?:-([0-9]{1,6}))?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const first = to === undefined ? 1 : Number(from);
  const last = Number(to ?? from);
  return last >= first ? { first, last } : undefined;
}
