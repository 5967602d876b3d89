// What everybody can run to see that the extension is there: one exchange with a server that k6 serves itself.
import { check } from "k6";
import { Exchange, serve } from "k6/x/healthcheck";

export const options = { iterations: 1, thresholds: { checks: ["rate==1"] } };

export function setup() {
  const { address } = serve({ flaw: "healthy-greeting" });
  return { address };
}

export default function ({ address }) {
  const result = new Exchange({ target: address, role: "checker", name: "smoke", ending: { kind: "fin" } }).run();
  check(result, { "the exchange is made": ({ ok }) => ok });
}
