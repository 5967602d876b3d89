/**
 * A k6 script: makes each of the checks in the file CHECKS (`name → ExchangeSpec[]`, as JSON) once, all of them side by side, and prints
 * the results of each as a line of JSON. The connections of a check follow one another, each once the one before has succeeded.
 */
import { Exchange, type ExchangeResult, type ExchangeSpec } from "k6/x/healthcheck";

const checks = JSON.parse(open(__ENV.CHECKS!)) as Record<string, ExchangeSpec[]>;

export const options = {
  scenarios: Object.fromEntries(
    Object.keys(checks).map((name, i) => [
      `check-${i}`,
      { executor: "per-vu-iterations", vus: 1, iterations: 1, env: { NAME: name } },
    ]),
  ),
};

export default function () {
  const name = __ENV.NAME!;
  const results: ExchangeResult[] = [];
  for (const spec of checks[name]!) {
    const result = new Exchange(spec).run();
    const { ok, cause, stage, failedStep, errno, error, bytesReceived, received, totalMs } = result;
    results.push({ ok, cause, stage, failedStep, errno, error, bytesReceived, received, totalMs } as ExchangeResult);
    if (!result.ok) break;
  }
  console.log(JSON.stringify({ name, results }));
}
