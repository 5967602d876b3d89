/** The metric that counts lost gates: a threshold on it gives exit code 99. */
export const GATES_LOST = "hc_gates_lost";
