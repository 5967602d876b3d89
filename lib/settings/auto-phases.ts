/** What an `auto` phase is at the least, ms. A bare style checks ten times a second: half the time makes twice the checks. */
export const AUTO = { baselineMs: 10_000, stormMs: 20_000, bareStormMs: 10_000 };
