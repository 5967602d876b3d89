/** Checks out of people's own files, as a service reads them: the bytes of each, and how it ends. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runStorm } from "../support/k6";
import { silent, witness, type Contact } from "../support/witness";
import { BRIEF } from "./captured";

const folder = mkdtempSync(join(tmpdir(), "imported-"));
afterAll(() => rmSync(folder, { recursive: true }));

type Serve = Parameters<typeof witness>[0];

const http: Serve = (socket) =>
  void socket.on("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK"));

/** Runs the file's only check, or the one that is chosen; what the service read of each. */
async function seen(name: string, content: object | string, serve: Serve): Promise<Contact[]> {
  const file = join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  const service = await witness(serve);
  const { journal, stderr } = await runStorm({
    settings: {
      ...BRIEF,
      TARGET: service.address,
      SOURCES: "127.0.0.2",
      NODES: "1",
      CHECKER: `file:${file}`,
      CLIENT: "connect",
    },
  });
  if (journal === null) throw new Error(stderr);
  await service.until((contacts) => contacts.every(({ closed }) => closed));
  await service.stop();
  // One that was reset before the accept has no address any more.
  const checks = service.contacts.filter(({ from }) => from !== "127.0.0.1");
  expect(checks).toHaveLength(journal.checkers[0]!.probes.sent);
  expect(checks.length).toBeGreaterThan(2);
  expect(journal.checkers[0]!.probes).toMatchObject({ failed: 0 });
  return checks;
}

const texts = (checks: readonly Contact[]) => [...new Set(checks.map(({ received }) => received.toString("latin1")))];
const ends = (checks: readonly Contact[]) => [...new Set(checks.map(({ ended }) => ended))];

test.concurrent("an AWS target group's HTTP check", async () => {
  const group = {
    TargetGroupName: "web",
    Protocol: "HTTP",
    Port: 8080,
    HealthCheckProtocol: "HTTP",
    HealthCheckPort: "traffic-port",
    HealthCheckPath: "/up",
    HealthCheckIntervalSeconds: 30,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 5,
    UnhealthyThresholdCount: 2,
    Matcher: { HttpCode: "200" },
  };
  const checks = await seen("tg.json", { TargetGroups: [group] }, http);
  expect(texts(checks)).toEqual([
    "GET /up HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nConnection: close\r\n" +
      "User-Agent: ELB-HealthChecker/2.0\r\nAccept-Encoding: gzip, compressed\r\n\r\n",
  ]);
  expect(ends(checks)).toEqual(["fin"]);
});

test.concurrent("a Consul HTTP check, and Consul's name for the host", async () => {
  const checks = await seen(
    "web.hcl",
    'service {\n  name = "web"\n  check {\n    http = "http://web.lan:80/up"\n    interval = "10s"\n  }\n}\n',
    http,
  );
  expect(texts(checks)).toEqual([
    "GET /up HTTP/1.1\r\nHost: web.lan:80\r\nUser-Agent: Consul Health Check\r\n" +
      "Accept: text/plain, text/*, */*\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n",
  ]);
  expect(ends(checks)).toEqual(["fin"]);
});

test.concurrent("a Terraform plan: Google's request, and the answer it wants", async () => {
  const [address, type] = ["google_compute_health_check.tcp", "google_compute_health_check"];
  const values = { tcp_health_check: [{ port: 7000, request: "ARE YOU HEALTHY?\n", response: "I AM" }] };
  const checks = await seen(
    "plan.json",
    { terraform_version: "1.9.8", planned_values: { root_module: { resources: [{ address, type, values }] } } },
    (socket) => void socket.on("data", () => socket.write("I AM HEALTHY\n")),
  );
  expect(texts(checks)).toEqual(["ARE YOU HEALTHY?\n"]);
  expect(ends(checks)).toEqual(["fin"]);
});

test.concurrent("a Terraform plan: Alibaba Cloud CLB resets at once", async () => {
  const [address, type] = ["alicloud_slb_listener.smtp", "alicloud_slb_listener"];
  const checks = await seen(
    "listener.json",
    {
      terraform_version: "1.9.8",
      planned_values: {
        root_module: { resources: [{ address, type, values: { protocol: "tcp", backend_port: 25 } }] },
      },
    },
    silent,
  );
  expect(texts(checks)).toEqual([""]);
  expect(ends(checks)).toEqual(["rst"]);
});
