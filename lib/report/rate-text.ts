/** At which rate the verdict was found: a storm checks more often than the balancer, and that may matter. */
import type { Journal } from "../model/journal";
import { digits } from "../text/format";

type Rated = Pick<Journal, "factor" | "secondStorm" | "verdict">;

/** `at 25 times the balancer's own rate`; empty where no check has a rate of its own to be raised. */
export function rateText({ factor, secondStorm, verdict }: Rated): string {
  if (secondStorm !== null) {
    const own =
      secondStorm.factor > 1
        ? `at ${manyTimes(secondStorm.factor)} the balancer's own rate`
        : "at the balancer's own rate";
    return verdict === "held" ? `${own}; harmed at ${manyTimes(factor)} that` : own;
  }
  return factor > 1 ? `at ${manyTimes(factor)} the balancer's own rate` : "";
}

/** `its own rate`, `3 times its own rate`: of the second storm. */
export function timesOwnRate(factor: number): string {
  return factor > 1 ? `${manyTimes(factor)} its own rate` : "its own rate";
}

export function manyTimes(factor: number): string {
  return `${digits(factor)} times`;
}
