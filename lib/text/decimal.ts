/** Decimal numbers: how they are read, and how they are rounded. */

/** `3`, `0.5`: digits, with a fraction or without. NaN for anything else. */
export function decimal(text: string): number {
  return /^(\d{1,15}(\.\d{1,15})?|\.\d{1,15})$/.test(text) ? Number(text) : NaN;
}

/** The nearest number with so many digits behind the point: 0.07 and not 0.07000000000000001. */
export function rounded(value: number, decimals: number): number {
  const unit = 10 ** decimals;
  return Math.round(value * unit) / unit;
}
