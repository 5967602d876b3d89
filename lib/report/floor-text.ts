/** Writes a line for each floor: what was seen, and what was wanted. */
import { SPELLED_OUT } from "../checkers/spelled-out";
import type { FloorResult } from "../model/floor-result";
import { counted, duration, percent } from "../text/format";

export function floorText(floor: FloorResult): string {
  const { observed } = floor;
  switch (floor.kind) {
    case "harness-errors": {
      if (observed === 0) return "no harness errors";
      const reasons = floor.reasons.map(({ reason, count }) => `${count} × ${reason}`);
      return `${counted(observed, "harness error")}: ${reasons.join("; ")}`;
    }
    case "lag":
      return `exchanges began up to ${duration(observed)} late (p99), at most ${duration(floor.atMostMs)} allowed`;
    case "standstill":
      return `the generator stood still for up to ${duration(observed)}, at most ${duration(floor.atMostMs)} allowed`;
    case "machine":
      return `an exchange inside this process took up to ${duration(observed)} (p95), at most ${duration(floor.atMostMs)} allowed`;
    case "dropped-clients":
      return observed === 0 ? "no client left out" : `${counted(observed, "client")} could not be started: no free VU`;
    case "clients":
      return `${counted(observed, "client")} in the ${floor.phase}, at least ${floor.atLeast} wanted`;
    case "baseline-accepted":
      return `${percent(observed)} of the baseline's clients accepted, at least ${percent(floor.atLeast)} wanted`;
    case "baseline-noise": {
      const median = duration(floor.medianMs);
      return observed === 0
        ? `the baseline's clients waited about as long as their median of ${median}`
        : `some of the baseline's clients waited ${duration(observed)} longer than the median of ${median}, at most ${duration(floor.atMostMs)} allowed`;
    }
    case "checks": {
      const checks = counted(observed, floor.verified ? "verified check" : "completed check");
      return `${checks} of ${floor.checker}, at least ${floor.atLeast} wanted`;
    }
    case "fidelity": {
      const style = floor.style === SPELLED_OUT ? "as spelled out" : floor.style;
      const why = floor.unproven === null ? "" : ` (mostly: ${floor.unproven})`;
      return `${percent(observed)} of ${floor.checker}'s checks were truly ${style}, at least ${percent(floor.atLeast)} wanted${why}`;
    }
  }
}
