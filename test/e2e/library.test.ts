/** Scripts of one's own: storm() with a client that k6's modules make. The service here is the witness of who came, and how. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, expect, test } from "vitest";
import { pythonGrpcServer } from "../support/services/grpc-server";
import { K6_ROOT, runStorm, SHORT } from "../support/k6";
import { expectReports } from "../support/reports";

const folder = mkdtempSync(join(tmpdir(), "probe-storm-library-"));
afterAll(() => rmSync(folder, { recursive: true }));

const EXPORTS = "options, setup, driver, client, checker, observer, teardown, handleSummary";

/** A script with this client; its path. */
function script(name: string, client: string, imports = 'import http from "k6/http";'): string {
  const path = join(folder, `${name}.js`);
  const lines = [
    imports,
    `import { storm } from ${JSON.stringify(join(K6_ROOT, "dist", "library.js"))};`,
    `export const { ${EXPORTS} } = storm({ settings: { CHECKER: "rst", INTERVAL: "100ms" }, client: ${client} });`,
  ];
  writeFileSync(path, lines.join("\n"));
  return path;
}

const GET = "({ address, timeoutMs }) => http.get(`http://${address}/`, { timeout: timeoutMs }).status === 200";

interface HttpService {
  address: string;
  server: Server;
  /** Requests, and the connections that they came on. */
  seen: { requests: number; connections: number };
}

/** What a connection that ends without a request does to it: nothing, it hangs for good, or it answers nobody for so many ms. */
type Harm = "none" | "for good" | number;

async function serveHttp(harm: Harm): Promise<HttpService> {
  let hangsUntil = 0;
  const seen = { requests: 0, connections: 0 };
  const server = createServer((_, response) => {
    seen.requests++;
    if (Date.now() >= hangsUntil) response.end("ok");
  });
  server.on("connection", (socket) => {
    let asked = false;
    socket.on("data", () => {
      if (!asked) seen.connections++;
      asked = true;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      if (!asked && harm !== "none") hangsUntil = harm === "for good" ? Infinity : Date.now() + harm;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, server, seen };
}

async function stormWith(path: string, harm: Harm = "none", settings: Record<string, string> = {}) {
  const { address, server, seen } = await serveHttp(harm);
  try {
    const run = await runStorm({ script: path, settings: { ...SHORT, TARGET: address, ...settings } });
    return { run, seen };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test.concurrent("examples/http-client.js: a request on a connection of its own for each attempt", async () => {
  const path = join(K6_ROOT, "examples", "http-client.js");
  const { run, seen } = await stormWith(path, "none", { CHECKER: "rst" });
  const journal = await expectReports(run, "held");
  const attempts = Object.values(journal.phases).reduce((sum, { clients }) => sum + clients.attempts, 0);
  expect(seen).toEqual({ requests: attempts, connections: attempts });
  expect(journal.client).toMatchObject({ kind: "script", accepts: "what the script's own client says that it got" });
  expect(journal.evidence).toBe("service");
  expect(journal.phases.storm!.clients.answerMs.p50).toBeGreaterThan(0);
});

test.concurrent("examples/grpc-client.js: a call of the health service for each attempt", async () => {
  const server = await pythonGrpcServer("serving");
  try {
    const path = join(K6_ROOT, "examples", "grpc-client.js");
    const run = await runStorm({
      script: path,
      settings: { ...SHORT, TARGET: `127.0.0.1:${server.port}`, CHECKER: "fin" },
    });
    const journal = await expectReports(run, "held");
    const attempts = Object.values(journal.phases).reduce((sum, { clients }) => sum + clients.attempts, 0);
    expect(server.log().match(/^Check$/gm)).toHaveLength(attempts);
  } finally {
    await server.stop();
  }
});

test.concurrent("a service that hangs is wedged for a script's own client", async () => {
  const { run } = await stormWith(script("wedges", GET), "for good", { WATCH: "2s" });
  const journal = await expectReports(run, "wedged");
  expect(journal.cause).toBe("own-client");
  expect(journal.phases.recovery!.clients.accepted).toBe(0);
  expect(run.code).toBe(99);
});

test.concurrent("a client that makes promises is waited for", async () => {
  const path = script(
    "promises",
    `async ({ address, timeoutMs }) => {
      const { status } = await http.asyncRequest("GET", \`http://\${address}/\`, null, { timeout: timeoutMs });
      return { ok: status === 200, error: \`status \${status}\` };
    }`,
  );
  const { run, seen } = await stormWith(path);
  const journal = await expectReports(run, "held");
  const attempts = Object.values(journal.phases).reduce((sum, { clients }) => sum + clients.attempts, 0);
  expect(seen.requests).toBe(attempts);
  expect(attempts).toBeGreaterThan(50);
});

test.concurrent("a mistake in the client is no failure of the service", async () => {
  const { run } = await stormWith(script("mistake", "() => nothing.like.it()", ""));
  expect(run.journal).toMatchObject({ verdict: "inconclusive", cause: "harness" });
  expect(run.journal!.harness.errors).toBeGreaterThan(0);
  expect(run.stdout).toContain("nothing is not defined");
  expect(run.code).toBe(110);
});

test.concurrent("settings that say what a client does are refused beside it", async () => {
  const { run } = await stormWith(script("refused", GET), "none", { CLIENT: "http" });
  expect(run.code).toBe(107);
  expect(run.stderr).toContain('CLIENT: expected to be left out, got \\"http\\": the script has a client of its own"');
  expect(run.journal).toBeNull();
});

test.concurrent("a bundled script imports it by its name, in TypeScript", async () => {
  const source = `import { storm, type OwnClient } from "probe-storm";
    import http from "k6/http";
    const own: OwnClient = ${GET};
    export const { ${EXPORTS} } = storm({ settings: { CHECKER: "fin" }, client: own });`;
  writeFileSync(join(folder, "named.ts"), source);
  await build({
    entryPoints: [join(folder, "named.ts")],
    outfile: join(folder, "named.js"),
    bundle: true,
    format: "esm",
    target: "es2020",
    external: ["k6", "k6/*"],
    alias: { "probe-storm": join(K6_ROOT, "dist", "library.js") },
    logLevel: "silent",
  });
  const { run } = await stormWith(join(folder, "named.js"));
  const journal = await expectReports(run, "held");
  expect(journal.checkers[0]!.style).toBe("fin");
});

test.concurrent("a second storm, at the balancer's own rate, has the script's client as well", async () => {
  const path = script("second", `async (attempt) => (${GET})(attempt)`);
  const { run } = await stormWith(path, 300, {
    CHECKER: "f5-tcp",
    INTERVAL: "1s",
    SPEEDUP: "10",
    CLIENT_TIMEOUT: "1s",
    SECOND_STORM: "10s",
  });
  const { clients } = run.journal!.secondStorm!.phases.storm!;
  expect(clients.attempts).toBeGreaterThan(10);
  expect(clients.accepted).toBeGreaterThan(0);
  expect(run.journal!.client.kind).toBe("script");
});
