/**
 * A storm with a client of one's own: any of k6's modules, here k6/http, says whether a real user gets in.
 *
 *     ./bin/k6 run examples/http-client.js -e TARGET=127.0.0.1:8080 -e CHECKER=haproxy
 */
import http from "k6/http";
import { storm } from "../dist/library.js";

export const { options, setup, driver, client, checker, observer, teardown, handleSummary } = storm({
  settings: { CHECKER: "haproxy" },
  client: ({ address, timeoutMs }) => {
    const { status, error } = http.get(`http://${address}/`, { timeout: timeoutMs });
    return { ok: status === 200, error: error || `status ${status}` };
  },
});
