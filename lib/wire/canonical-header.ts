/** A header's name as Go's net/http spells it: `x-check` is `X-Check` (net/textproto, CanonicalMIMEHeaderKey). */
export function canonicalHeader(name: string): string {
  const lower = name.toLowerCase();
  return lower.replace(/(^|-)([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}
