/** Units of the numbers of a journal: schema/journal.json tells each field's unit by these names. */

/**
 * How many; a whole number.
 *
 * @asType integer
 * @minimum 0
 */
export type Count = number;

/** Milliseconds, with fractions. */
export type Milliseconds = number;

/** Seconds, with fractions. */
export type Seconds = number;

/**
 * A part of the whole, 0 to 1.
 *
 * @minimum 0
 * @maximum 1
 */
export type Share = number;

/**
 * A moment in ISO 8601, in UTC: `2026-11-30T17:24:42.000Z`.
 *
 * @format date-time
 */
export type Moment = string;
