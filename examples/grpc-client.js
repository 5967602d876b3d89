/**
 * A storm with a client of one's own that calls a gRPC service, here its health service.
 *
 *     ./bin/k6 run examples/grpc-client.js -e TARGET=127.0.0.1:50051 -e CHECKER=haproxy
 */
import grpc from "k6/net/grpc";
import { storm } from "../dist/library.js";

const service = new grpc.Client();

export const { options, setup, driver, client, checker, observer, teardown, handleSummary } = storm({
  client: ({ address, timeoutMs }) => {
    // A connection for each attempt, as a user makes one. What goes wrong is thrown, and counts as a failed client.
    service.connect(address, { plaintext: true, timeout: timeoutMs });
    try {
      const { status } = service.healthCheck();
      // k6 hands out a status that is no string of JavaScript.
      return { ok: String(status) === "SERVING", error: `status ${status}` };
    } finally {
      service.close();
    }
  },
});
