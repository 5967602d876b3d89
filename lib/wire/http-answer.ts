/**
 * The answer to an HTTP/1 request, read to the end that its length tells, as Go's net/http reads it; then its status decides.
 *
 * What is no HTTP ends the check with its first whole line. A connection that the service keeps open does not keep the checker.
 */
import type { Step } from "../model/extension";
import { finds } from "./steps";

/**
 * @param codes a pattern (RE2) for the status codes that are good
 * @param body how many bytes of the body are read; left out: all of them
 */
export function httpAnswer(codes: string, body?: number): [answer: Step, status: Step] {
  return [
    { kind: "expect", match: { kind: "http-answer", ...(body !== undefined && { body }) }, keep: true },
    { ...finds(`^HTTP/1\\.[01] (?:${codes})[ \\r\\n]`), minBytes: 1 },
  ];
}
