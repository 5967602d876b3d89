/**
 * An HTTP/1 answer on a connection that the service was asked to close: its headers, and then what comes until it closes. A checker that
 * left with the headers would answer the rest of a long body with an RST.
 *
 * Real clients know the end by its length and need not wait; a service that stays although it was asked to close sees this one leave
 * {@link PATIENCE_MS} later.
 */
import type { CheckStep } from "../model/checker";
import { httpStatus } from "./http-status";

const PATIENCE_MS = 100;

/** @param codes a pattern (RE2) for the status codes that are good */
export function httpAnswer(codes: string): CheckStep[] {
  return [httpStatus(codes), { kind: "await-end", ms: PATIENCE_MS }];
}
