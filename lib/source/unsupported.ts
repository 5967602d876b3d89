/** Makes notes on what a configuration file says and a check here cannot do. */
import type { Note } from "../model/note";
import type { Data } from "./data";
import { placeOf } from "./documents";

/** @param about the keyword that it speaks of; left out: there is none */
export function unsupported(place: string, text: string, about?: string): Note {
  return { kind: "unsupported", ...(about !== undefined && { about }), place, text };
}

/** @param because what happens instead, or why it cannot be done */
export function notEmulated(place: string, keyword: string, because?: string): Note {
  return unsupported(place, `\`${keyword}\` is not emulated${because === undefined ? "" : `: ${because}`}`, keyword);
}

/**
 * The keys of a block that nobody reads.
 *
 * @param isRead whether a reader knows the key
 */
export function unread(block: Data | undefined, isRead: (key: string) => boolean): Note[] {
  if (block?.kind !== "map") return [];
  return [...block.fields].filter(([key]) => !isRead(key)).map(([key, value]) => notEmulated(placeOf(value), key));
}
