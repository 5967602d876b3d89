/** disable-on-404: a 404 keeps a server UP, and brings none UP that is DOWN. Real HAProxy, for the same answers, is the measure. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildChecker } from "../../lib/checkers/build-checker";
import { checkStatus } from "../../lib/checkers/check-status";
import { initialOpinion, nextOpinion } from "../../lib/checkers/health-status";
import type { ExchangeResult } from "../../lib/model/extension";
import { haproxy } from "../../lib/readers/haproxy/index";
import { hexOfText } from "../../lib/wire/bytes";
import { lines } from "../support/lines";
import { hasTool } from "../support/tools";

const ANSWERS = [200, 404, 404, 500, 500, 404, 404, 404, 200, 200];
const configuration = (port: number) => `
defaults
  mode http
  timeout connect 1s
backend b
  option httpchk GET /
  http-check disable-on-404
  server s 127.0.0.1:${port} check inter 500ms rise 2 fall 2
`;

test.skipIf(!hasTool("haproxy"))(
  "a 404 counts as a success until the server is DOWN, and as a failure then",
  async () => {
    expect(await changesOfHaproxy()).toEqual(changesOfOurs());
    expect(changesOfOurs()).toEqual(["DOWN after 5", "UP after 10"]);
  },
);

/** Each change, and how many answers had been given by then. */
async function changesOfHaproxy(): Promise<string[]> {
  let given = 0;
  const service = createServer((_, response) => {
    response.statusCode = ANSWERS[Math.min(given++, ANSWERS.length - 1)]!;
    response.setHeader("connection", "close").end();
  });
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-404-"));
  const file = join(folder, "haproxy.cfg");
  const { port } = service.address() as AddressInfo;
  writeFileSync(file, `global\n  stats socket ${join(folder, "socket")}\n${configuration(port)}`);
  const child = spawn("timeout", ["60", "haproxy", "-db", "-f", file], { stdio: ["ignore", "ignore", "pipe"] });
  try {
    const changes: string[] = [];
    const said = lines(child.stderr);
    let seen = 0;
    await said.until((all) => {
      for (; seen < all.length; seen++) {
        const change = /Server b\/s is (DOWN|UP)/.exec(all[seen]!)?.[1];
        if (change !== undefined) changes.push(`${change} after ${given}`);
      }
      return changes.some((change) => change.startsWith("UP"));
    });
    return changes;
  } finally {
    child.kill();
    service.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function changesOfOurs(): string[] {
  const [found] = haproxy.read({ name: "haproxy.cfg", text: configuration(80) }).checks;
  const checker = buildChecker({ kind: "preset", preset: found!.check }, {});
  const changes: string[] = [];
  let opinion = initialOpinion(checker.initially);
  ANSWERS.forEach((code, i) => {
    const received = hexOfText(`HTTP/1.1 ${code} X\r\n`);
    const passes = code === 200 || code === 404;
    const result = {
      ok: passes,
      cause: passes ? "" : "rejected",
      stage: passes ? "" : "step",
      failedStep: passes ? -1 : 2,
      received,
    };
    const { ok } = checkStatus(checker, [{ bytesReceived: 20, ...result } as ExchangeResult], opinion.up);
    const next = nextOpinion(opinion, ok, checker);
    if (next.up !== opinion.up) changes.push(`${next.up ? "UP" : "DOWN"} after ${i + 1}`);
    opinion = next;
  });
  return changes;
}
