/**
 * A k6 script: makes each of the exchanges in the file EXCHANGES (`name → ExchangeSpec`, as JSON) COUNT times, INTERVAL_MS apart,
 * all of them side by side, and prints each result as a line of JSON.
 */
import { sleep } from "k6";
import { Exchange, type ExchangeSpec } from "k6/x/healthcheck";

const specs = JSON.parse(open(__ENV.EXCHANGES!)) as Record<string, ExchangeSpec>;

export const options = {
  scenarios: Object.fromEntries(
    Object.keys(specs).map((name, i) => [
      `exchange-${i}`,
      { executor: "per-vu-iterations", vus: 1, iterations: Number(__ENV.COUNT), env: { NAME: name } },
    ]),
  ),
};

let exchange: Exchange | undefined;

export default function () {
  const name = __ENV.NAME!;
  exchange = exchange ?? new Exchange(specs[name]!);
  const { ok, error } = exchange.run();
  console.log(JSON.stringify({ name, ok, error }));
  sleep(Number(__ENV.INTERVAL_MS) / 1000);
}
