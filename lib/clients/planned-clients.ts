/**
 * How many client attempts a phase makes: the first at once, then one every 1/rate, as long as they are due before its end. One formula for
 * the plan, the pool, the clients and the judge, so that none of them waits for an attempt that another one does not make.
 */

/** For a sum of floats that is a hair off a whole number. */
const ROUNDING = 1e-6;

export function plannedClients(lengthMs: number, ratePerSecond: number): number {
  return Math.max(0, Math.ceil((lengthMs * ratePerSecond) / 1_000 - ROUNDING));
}
