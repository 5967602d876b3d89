/** Services that are known to stand every style: the JDK's HTTPS server and pyftpdlib, each under all of them, in lanes of its own. */
import { get } from "node:https";
import { afterAll, beforeAll, describe, test } from "vitest";
import { styles } from "../../lib/checkers/styles/index";
import { ftpServer, hasFtpServer } from "../support/services/ftp-server";
import { jdkHttps } from "../support/services/jdk-https";
import { checksSent, clientsAccepted, HELD, outcomeOf, stormAt } from "../support/services/real-run";
import { times, type Service } from "../support/services/service";
import { hasTool } from "../support/tools";

interface KnownGood {
  name: string;
  there: boolean;
  start(): Promise<Service>;
  client: Record<string, string>;
  /** Found in its log once for each client that it served. */
  served: RegExp;
  warmUp?(port: number): Promise<void>;
}

const WARM_UPS = 200;

const services: KnownGood[] = [
  {
    name: "the JDK's HttpsServer",
    there: hasTool("java") && hasTool("openssl"),
    start: jdkHttps,
    client: { CLIENT: "https", CLIENT_TLS: "insecure" },
    served: /^served 127\.0\.0\.1$/gm,
    warmUp: (port) =>
      new Promise((resolve, reject) => {
        const request = { port, agent: false as const, rejectUnauthorized: false };
        get(request, (answer) => answer.resume().on("end", resolve)).on("error", reject);
      }),
  },
  {
    name: "pyftpdlib",
    there: hasFtpServer,
    start: ftpServer,
    client: { CLIENT: "ftp" },
    // A check leaves without a word.
    served: / <- QUIT$/gm,
  },
];

const LANES = 3;
const lanes = Array.from({ length: LANES }, (_, lane) => [...styles.keys()].filter((_, i) => i % LANES === lane));

/**
 * A check that waits for an answer which does not come is over early enough for its next turn. Clients have time: how fast a JVM is while
 * three runs share two cores with it is not the question.
 */
const CADENCE = { TIMEOUT: "200ms", CLIENT_TIMEOUT: "5s", CLIENT_RATE: "5" };

describe.each(services.filter(({ there }) => there))("$name", ({ start, client, served, warmUp }) => {
  let server: Service;
  let clients = 0;
  let before = 0;
  beforeAll(async () => {
    server = await start();
    // A JVM just started is slow until it has done it a few times.
    for (let i = 0; i < WARM_UPS; i++) await warmUp?.(server.port);
    before = times(server, served);
  });
  afterAll(() => server.stop());

  test.concurrent.for(lanes)("held under %s, %s, %s, %s", async (lane, { expect }) => {
    for (const CHECKER of lane) {
      const run = await stormAt(`127.0.0.1:${server.port}`, { ...CADENCE, ...client, CHECKER });
      clients += clientsAccepted(run);
      expect({ CHECKER, ...outcomeOf(run) }, run.stdout).toEqual({ CHECKER, ...HELD });
      expect(checksSent(run)).toBeGreaterThanOrEqual(8);
    }
  });

  test("… and says that it served all of them", ({ expect }) => {
    // One more where k6 ended a client at the very end of its run.
    expect(times(server, served) - before).toBeGreaterThanOrEqual(clients);
  });
});
