/** `server NAME ADDRESS …`, `server-template PREFIX 1-5 ADDRESS …` and `default-server …`. */
import { SyntaxFault } from "./arguments";
import type { Proxy } from "./proxy-settings";
import { readServer } from "./server";
import type { ServerSettings } from "./server-settings";
import type { Word } from "./line-words";
import { notAccepted } from "./not-accepted";

/** More servers of one `server-template` are all the same. */
const MOST_OF_A_TEMPLATE = 64;

const NAME = /^[A-Za-z0-9_.:-]+$/;

export function settingsOf(base: ServerSettings, words: readonly Word[], line: number): ServerSettings {
  const settings = readServer(base, words, line);
  if (!settings.ok) throw new SyntaxFault(settings.reason);
  return settings.value;
}

export function readServerLine(proxy: Proxy, words: readonly Word[], line: number): void {
  const [name, address, ...rest] = words;
  if (name === undefined || address === undefined) throw new SyntaxFault("server needs a name and an address");
  if (!NAME.test(name.text))
    throw new SyntaxFault(notAccepted("server", name.text, "a name of letters, digits and . : _ -"));
  const settings = settingsOf(proxy.defaultServer, rest, line);
  if (settings.check && settings.track !== undefined) throw new SyntaxFault("check and track do not go together");
  proxy.servers.push({ name: name.text, address: address.text, line, settings });
}

export function readTemplate(proxy: Proxy, words: readonly Word[], line: number): void {
  const [prefix, range, address, ...rest] = words;
  if (prefix === undefined || range === undefined || address === undefined)
    throw new SyntaxFault("server-template needs a prefix, a number or range, and an address");
  const numbers = numbersOf(range.text);
  if (!NAME.test(prefix.text) || numbers === undefined)
    throw new SyntaxFault(notAccepted("server-template", range.text, "a number, or a range such as 1-5"));
  const { first, last } = numbers;
  const settings = settingsOf(proxy.defaultServer, rest, line);
  for (let number = first; number <= Math.min(last, first + MOST_OF_A_TEMPLATE - 1); number++)
    proxy.servers.push({ name: `${prefix.text}${number}`, address: address.text, line, settings, ofTemplate: true });
  if (last - first >= MOST_OF_A_TEMPLATE)
    proxy.notes.push({
      line,
      text: `of its ${last - first + 1} servers the first ${MOST_OF_A_TEMPLATE} can be chosen; they are all alike`,
    });
}

/** `5` is from 1 to 5. */
function numbersOf(text: string): { first: number; last: number } | undefined {
  const [whole, from = "", to] = /^([0-9]{1,6})(?:-([0-9]{1,6}))?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const first = to === undefined ? 1 : Number(from);
  const last = Number(to ?? from);
  return first >= 1 && last >= first ? { first, last } : undefined;
}
