/** Sums over a journal that several tests need. */
import type { Journal } from "../../lib/model/journal";

/** Client attempts of all phases. */
export function clients(journal: Journal): number {
  return Object.values(journal.phases).reduce((sum, phase) => sum + phase.clients.attempts, 0);
}

/** Verified checks of the first checker. */
export function verified({ checkers: [checker] }: Journal): number {
  return Math.round(checker!.fidelity.verified * checker!.probes.completed);
}
