/** Replaces what XML 1.0 has no form for at all: most control characters, halves of pairs, U+FFFE. Error lines quote what a target sent. */
export function legalXml(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
}
