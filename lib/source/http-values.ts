/** Reads the parts of an HTTP request and of an expected answer as configurations write them. */

/** The name of a header (RFC 9110, token). */
export function isHeaderName(text: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text);
}

/** Status codes from the first to the last. */
export type CodeRange = readonly [first: number, last: number];

/** `200` or `200-299`; undefined for anything else, and for codes outside of the bounds. */
export function codeRange(text: string, least: number, most: number): CodeRange | undefined {
  const [, first = "", last = first] = /^(\d{3})(?:-(\d{3}))?$/.exec(text) ?? [];
  const range: CodeRange = [Number(first), Number(last)];
  return range[0] >= least && range[0] <= range[1] && range[1] <= most ? range : undefined;
}
