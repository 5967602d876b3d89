/**
 * A storm with a client of one's own on a bare socket, for a k6 that has the official k6/x/tcp as well:
 *
 *     xk6 build --with github.com/grafana/xk6-tcp --with github.com/probe-storm/probe-storm
 *     ./k6 run examples/tcp-client.js -e TARGET=127.0.0.1:6379 -e CHECKER=haproxy
 */
import { Socket } from "k6/x/tcp";
import { storm } from "../dist/library.js";

export const { options, setup, driver, client, checker, observer, teardown, handleSummary } = storm({
  client: ({ address, timeoutMs }) =>
    new Promise((resolve) => {
      const socket = new Socket();
      const end = (answer) => {
        socket.destroy();
        resolve(answer);
      };
      socket.setTimeout(timeoutMs);
      socket.on("timeout", () => end({ ok: false, error: "no answer" }));
      socket.on("error", (error) => end({ ok: false, error: String(error) }));
      socket.on("connect", () => socket.write("PING\r\n"));
      socket.on("data", () => end({ ok: true }));
      const colon = address.lastIndexOf(":");
      socket.connect(address.slice(colon + 1), address.slice(0, colon));
    }),
});
