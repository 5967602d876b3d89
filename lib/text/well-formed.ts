/**
 * Halves of surrogate pairs are no characters: UTF-8 cannot say them, and they have no bytes. Not by a pattern: k6's engine takes the halves
 * of a whole pair for lone ones.
 */
export function isWellFormed(text: string): boolean {
  return wellFormed(text) === text;
}

/** With U+FFFD for each half, as a decoder of UTF-8 would have put it. */
export function wellFormed(text: string): string {
  let whole = "";
  for (const character of text) whole += isHalf(character.codePointAt(0) ?? NaN) ? "\ufffd" : character;
  return whole;
}

function isHalf(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}
