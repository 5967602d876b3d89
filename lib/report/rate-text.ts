/** At which rate the verdict was found: a storm checks more often than the balancer, and that may matter. */
import { PHASES } from "../model/phases";
import type { Journal } from "../model/journal";
import { digits } from "../text/format";
import { clientCells } from "./words";

type Rated = Pick<Journal, "factor" | "secondStorm" | "verdict">;

/** `at 25 times the balancer's own rate`; empty where no check has a rate of its own to be raised. */
export function rateText({ factor, secondStorm, verdict }: Rated): string {
  if (secondStorm !== null) {
    const own =
      secondStorm.factor > 1 ? `at ${times(secondStorm.factor)} the balancer's own rate` : "at the balancer's own rate";
    return verdict === "held" ? `${own}; harmed at ${times(factor)} that` : own;
  }
  return factor > 1 ? `at ${times(factor)} the balancer's own rate` : "";
}

/** `its own rate`, `3 times its own rate`: of the second storm. */
export function timesOwnRate(factor: number): string {
  return factor > 1 ? `${times(factor)} its own rate` : "its own rate";
}

function times(factor: number): string {
  return `${digits(factor)} times`;
}

/** A row for each phase; those of the second storm are told from the first one's by their rate. */
export function phaseRows({ phases, secondStorm }: Pick<Journal, "phases" | "secondStorm">): string[][] {
  const rows = (of: Journal["phases"], label: (name: string) => string) =>
    PHASES.flatMap((name) => {
      const phase = of[name];
      return phase ? [[label(name), ...clientCells(phase)]] : [];
    });
  const rate = secondStorm === null ? "" : secondStorm.factor > 1 ? `at ${times(secondStorm.factor)}` : "own rate";
  return [...rows(phases, (name) => name), ...rows(secondStorm?.phases ?? {}, (name) => `${name}, ${rate}`)];
}
