/** Ranges of HTTP status codes as a pattern (RE2), as short as it gets: 200-399 is `[23]\d\d`. */

/** @param ranges first and last, each from 100 to 999; at least one */
export function statusCodes(ranges: readonly (readonly [first: number, last: number])[]): string {
  const codes = new Set<number>();
  for (const [first, last] of ranges) for (let code = first; code <= last; code++) codes.add(code);
  const hundreds = digits(0, 9).filter((h) => digits(0, 99).every((rest) => codes.has(h * 100 + rest)));
  const rest = [...codes].filter((code) => !hundreds.includes(Math.floor(code / 100)));
  const tens = [...new Set(rest.map((code) => Math.floor(code / 10)))].sort((a, b) => a - b);
  const whole = tens.filter((ten) => digits(0, 9).every((unit) => codes.has(ten * 10 + unit)));
  const single = rest.filter((code) => !whole.includes(Math.floor(code / 10))).sort((a, b) => a - b);
  return [
    ...(hundreds.length > 0 ? [`${oneOf(hundreds)}[0-9][0-9]`] : []),
    ...whole.map((ten) => `${ten}[0-9]`),
    ...single.map(String),
  ].join("|");
}

function digits(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function oneOf(figures: readonly number[]): string {
  return figures.length === 1 ? `${figures[0]}` : `[${figures.join("")}]`;
}
