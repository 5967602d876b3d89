/** TLS servers that a broken handshake costs nothing: held, whether clients only shake hands or ask for a page inside. */
import { test } from "vitest";
import { httpsServer } from "../support/services/https-server";
import { opensslServer } from "../support/services/openssl-server";
import { checksSent, clientsAccepted, HELD, stormAt, outcomeOf } from "../support/services/real-run";
import { times } from "../support/services/service";
import { hasTool } from "../support/tools";

const there = hasTool("python3") && hasTool("openssl");

const servers = [
  {
    title: "openssl s_server",
    start: opensslServer,
    CLIENT: "tls",
    accepts: "a completed TLS handshake",
    served: /^SSL_accept:SSLv3\/TLS read finished$/gm,
    reset: /^SSL_accept:error in before SSL initialization$/gm,
  },
  {
    title: "HTTPS in Python threads",
    start: () => httpsServer("worker"),
    CLIENT: "http",
    accepts: "an HTTP answer with a status from 1xx to 4xx, but for 408 and 429",
    served: /"GET \/ HTTP\/1\.1" 200 /g,
    reset: /^ConnectionResetError: /gm,
  },
];

const table = servers.flatMap((server) => ["rst", "half-open"].map((CHECKER) => ({ ...server, CHECKER })));

test.skipIf(!there).concurrent.for(table)("$title: held under $CHECKER", async (each, { expect, onTestFinished }) => {
  const { start, CLIENT, accepts, CHECKER, served, reset } = each;
  const server = await start();
  onTestFinished(() => server.stop());
  const run = await stormAt(`127.0.0.1:${server.port}`, { CHECKER, CLIENT, CLIENT_TLS: "insecure" });
  await server.stop();

  expect(outcomeOf(run), run.stdout).toEqual(HELD);
  expect(run.journal).toMatchObject({ evidence: "service", attribution: "strong", client: { accepts } });
  expect(checksSent(run)).toBeGreaterThanOrEqual(20);
  expect(times(server, served)).toBe(clientsAccepted(run));
  expect(times(server, reset)).toBe(CHECKER === "rst" ? checksSent(run) : 0);
});
