/** HTML is written as tagged templates: what stands in `${}` is escaped, unless it is markup already. Indentation is left out. */
import { escaped } from "../../text/escaped";

export interface Markup {
  readonly markup: string;
}

export type Part = Markup | string | number | null | false | readonly Part[];

export function markup(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return {
    markup: strings.map((text, index) => text.replace(/\n\s+/g, "\n") + written(parts[index] ?? null)).join(""),
  };
}

/** What is markup already, such as a drawing. */
export function raw(markup: string): Markup {
  return { markup };
}

function written(part: Part): string {
  if (part === null || part === false) return "";
  if (typeof part === "string" || typeof part === "number") return escaped(String(part));
  return isList(part) ? part.map(written).join("") : part.markup;
}

function isList(part: Markup | readonly Part[]): part is readonly Part[] {
  return Array.isArray(part);
}

/** The bytes of a text as UTF-8; a character beyond the basic plane counts as two halves of three bytes, which is more than it has. */
export function bytesOf(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
  }
  return bytes;
}
