/** `3`, `0.5`: digits, with a fraction or without. NaN for anything else. */
export function decimal(text: string): number {
  return /^(\d{1,15}(\.\d{1,15})?|\.\d{1,15})$/.test(text) ? Number(text) : NaN;
}
