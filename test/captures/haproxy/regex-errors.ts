/** A k6 script: what RE2 says of each of the patterns in the file PATTERNS, as a line of JSON. */
import { regexError } from "k6/x/healthcheck/runtime";

const patterns = JSON.parse(open(__ENV.PATTERNS!)) as string[];

export default function () {
  const refused = patterns.map((pattern) => [pattern, regexError(pattern)]).filter(([, error]) => error !== null);
  console.log(JSON.stringify(refused));
}
