/**
 * The kubelet's own prober (k8s.io/kubernetes/pkg/probe, built here from test/kubelet) and ours out of the same manifest, towards the same
 * services over the same cable: the same packets in the same order with the same bytes, and the service sees the same.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { buildChecker } from "../../lib/checkers/build-checker";
import { hexOfText } from "../../lib/wire/bytes";
import { chooseChecks, readConfiguration } from "../../lib/readers/index";
import type { ExchangeSpec } from "../../lib/model/extension";
import { lines } from "../support/lines";
import { runStorm } from "../support/k6";
import { goGrpcServer } from "../support/services/grpc-server";
import { certificateFiles } from "../support/services/certificate-files";
import { canCapture, hasTool } from "../support/tools";
import { capture, type Connection } from "../captures/haproxy/capture";
import { canNetwork, HAPROXY as KUBELET, network, OURS, SERVICE, type Network } from "../captures/haproxy/network";
import { ours, type Result } from "../captures/haproxy/ours";
import { peer, type Move, type View } from "../captures/haproxy/peer";
import { maskTls, seen, told, type Mask } from "../captures/haproxy/telling";

const MODULE = new URL("../kubelet/", import.meta.url).pathname;
const VERSION = ["-X k8s.io/component-base/version.gitMajor=1", "-X k8s.io/component-base/version.gitMinor=34"];
const COUNT = 8;

/** What a real gRPC server says of itself. */
const GRPC = ["serving", "not-serving", "none"] as const;

interface Case {
  title: string;
  /** The probe's handler, as a manifest has it; PORT is the service's. */
  probe: string;
  service: Move[];
  result: "success" | "failure";
  mask?: Mask;
}

const hears = (text: string): Move => ({ hear: hexOfText(text) });
const says = (text: string, leave = false): Move => ({ say: hexOfText(text), ...(leave && { leave }) });
const END = hears("\r\n\r\n");
const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

const cases: Case[] = [
  { title: "tcpSocket", probe: "tcpSocket: { port: PORT }", service: [], result: "success" },
  { title: "tcpSocket, a named port", probe: "tcpSocket: { port: service }", service: [], result: "success" },
  {
    title: "httpGet, the service stays",
    probe: "httpGet: { path: /healthz, port: PORT }",
    service: [END, says(OK)],
    result: "success",
  },
  {
    title: "httpGet, the service leaves with its answer",
    probe: "httpGet: { path: /healthz, port: PORT }",
    service: [END, says(OK, true)],
    result: "success",
  },
  {
    title: "httpGet, the body comes after the headers",
    probe: "httpGet: { path: /healthz, port: PORT }",
    service: [END, says("HTTP/1.0 200 OK\r\n\r\n"), says("still here\n"), says("and at the end\n", true)],
    result: "success",
  },
  {
    title: "httpGet, headers of its own",
    probe: [
      "httpGet:",
      "  path: healthz/ready?deep=1&x=a b#part",
      "  port: service",
      "  httpHeaders:",
      "    - { name: x-zone, value: b }",
      "    - { name: Authorization, value: Bearer abc }",
      "    - { name: host, value: app.example }",
      "    - { name: X-Zone, value: a }",
      '    - { name: Accept, value: "" }',
    ].join("\n"),
    service: [END, says(OK, true)],
    result: "success",
  },
  {
    title: "httpGet, another agent",
    probe: [
      "httpGet:",
      "  path: /a path/ünd%2Fmore(1)",
      "  port: PORT",
      "  httpHeaders: [{ name: user-agent, value: curl/8 }, { name: accept, value: text/plain }]",
    ].join("\n"),
    service: [END, says(OK, true)],
    result: "success",
  },
  {
    title: "httpGet, an error",
    probe: "httpGet: { path: /healthz, port: PORT }",
    service: [END, says("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 5\r\n\r\nsorry", true)],
    result: "failure",
  },
  {
    title: "httpGet, an error, and the service stays",
    probe: "httpGet: { path: /healthz, port: PORT }",
    service: [END, says("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 5\r\n\r\nsorry")],
    result: "failure",
  },
  {
    title: "httpGet, the answer is chunked, and the service stays",
    probe: "httpGet: { path: /healthz, port: PORT }",
    service: [END, says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")],
    result: "success",
  },
  {
    title: "httpGet, a line that is no HTTP, and the service stays",
    probe: "httpGet: { path: /healthz, port: PORT }",
    service: [END, says("220 hello\r\n")],
    result: "failure",
  },
  {
    title: "httpGet, nothing comes",
    probe: "httpGet: { path: /healthz, port: PORT }",
    service: [],
    result: "failure",
  },
  {
    title: "httpGet, HTTPS",
    probe: "httpGet: { path: /healthz, port: PORT, scheme: HTTPS }",
    service: [{ tls: true }],
    result: "failure", // the service completes the handshake, and says no more
    mask: maskRecords,
  },
];

/** The second segment of a ClientHello begins with no record; a record's type is followed by a version 3.x. */
function maskRecords(hex: string, connection: Connection): string {
  return /^1[4-7]03/.test(hex) ? maskTls(hex, connection) : "[…]";
}

/** A gRPC server's part, frame by frame: SETTINGS; and once the call's empty request has come, an acknowledgement, and SERVING. */
const GRPC_REQUEST = "000005000100000001" + "0000000000";
const grpcService: Move[] = [
  { say: "000006040000000000" + "000500004000" },
  { hear: GRPC_REQUEST },
  {
    say: [
      "000000040100000000",
      "00000e010400000001" + "885f8b1d75d0620d263d4c4d6564",
      "000007000000000001" + "00000000020801",
      "000018010500000001" + "40889acac8b21234da8f013040899acac8b525420731" + "7f00",
    ].join(""),
  },
];

/** The frames that the checker has sent, but for those by which grpc-go measures the path; of HEADERS the coding differs. */
function framesOf({ segments }: Connection): string[] {
  const sent = segments.filter(({ direction, repeated }) => direction === ">" && !repeated);
  const bytes = Buffer.from(sent.map(({ payload }) => payload).join(""), "hex");
  const preface = bytes.subarray(0, 24).toString();
  const frames: string[] = [];
  for (let at = 24; at < bytes.length;) {
    const [length, type, flags] = [bytes.readUIntBE(at, 3), bytes[at + 3]!, bytes[at + 4]!];
    const content = bytes.subarray(at + 9, at + 9 + length).toString("hex");
    if (type !== PING && type !== WINDOW_UPDATE)
      frames.push(`${type}, ${flags}, ${bytes.readUInt32BE(at + 5)}: ${type === HEADERS ? "…" : content}`);
    at += 9 + length;
  }
  const end = sent.filter(({ flags }) => /[FR]/.test(flags)).map(({ flags }) => flags);
  return [preface, ...frames, ...end.slice(0, 1)];
}

const [HEADERS, PING, WINDOW_UPDATE] = [1, 6, 8];

const portOf = (i: number) => 4000 + i;

/** One pod with a container for each case. */
const MANIFEST = [
  "apiVersion: v1",
  "kind: Pod",
  "metadata: { name: web }",
  "spec:",
  "  containers:",
  ...cases.flatMap(({ probe }, i) => [
    `    - name: c${i}`,
    `      ports: [{ name: service, containerPort: ${portOf(i)} }]`,
    "      livenessProbe:",
    "        periodSeconds: 1",
    "        timeoutSeconds: 1",
    ...probe
      .replace(/PORT/g, String(portOf(i)))
      .split("\n")
      .map((line) => `        ${line}`),
  ]),
  "    - name: grpc",
  `      livenessProbe: { periodSeconds: 1, timeoutSeconds: 1, grpc: { port: ${portOf(cases.length + 1)} } }`,
  "",
].join("\n");

interface Outcome {
  result: string;
  output: string;
}

/** The kubelet's defaults come from the API server, so they are spelled out here. */
async function kubelet(
  { checkers }: Pick<Network, "checkers">,
  program: string,
  host: string,
  container: unknown,
): Promise<Outcome[]> {
  const [command, ...args] = [...checkers, "timeout", "60", program, host, String(COUNT), JSON.stringify(container)];
  const child = spawn(command!, args, { stdio: ["ignore", "pipe", "inherit"] });
  const said = lines(child.stdout);
  await new Promise<void>((resolve) => child.on("close", () => resolve()));
  return said.all.map((line) => JSON.parse(line) as Outcome);
}

const containers = (parse(MANIFEST) as { spec: { containers: { name: string }[] } }).spec.containers;
const imported = readConfiguration("pod.yaml", MANIFEST);

function ourSpec(container: string, target: string): ExchangeSpec {
  const [preset] = chooseChecks("CHECKER", `file:pod.yaml#pod/web/${container}/liveness`, imported);
  const { connections, timeoutMs } = buildChecker({ kind: "preset", preset: preset! }, { host: SERVICE });
  const { handshake, steps, ending } = connections[0];
  return { target, role: "checker", name: "probe", timeoutMs, handshake, steps, ending };
}

interface Met {
  outcomes: Outcome[][];
  results: Result[];
  connections: readonly Connection[];
  views: View[];
  /** Gaps between the SYNs of a whole run with CHECKER=file:…, ms. */
  period: number[];
}

const of = (connections: readonly Connection[], from: string, port: number) =>
  connections.filter((connection) => connection.from === from && connection.port === port);

const gaps = (connections: readonly Connection[]) =>
  connections.slice(1).map(({ segments }, i) => (segments[0]!.time - connections[i]!.segments[0]!.time) * 1000);

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const folder = mkdtempSync(join(tmpdir(), "probe-storm-kubelet-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function meet(program: string): Promise<Met> {
  const cleanUp: (() => void)[] = [];
  try {
    const net = await network();
    cleanUp.push(net.close);
    const scripts = Object.fromEntries(cases.map(({ service }, i) => [portOf(i), service]));
    // A service of its own for the run as a whole.
    const whole = portOf(cases.length);
    const grpc = portOf(cases.length + 1);
    const services = await peer(net, { ...scripts, [whole]: [], [grpc]: grpcService }, certificateFiles(folder));
    cleanUp.push(services.stop);
    const packets = await capture(net);
    cleanUp.push(packets.stop);

    const outcomes = await Promise.all(containers.map((container) => kubelet(net, program, SERVICE, container)));
    const specs = [
      ...cases.map(({ title }, i): [string, ExchangeSpec] => [title, ourSpec(`c${i}`, `${SERVICE}:${portOf(i)}`)]),
      ["grpc", ourSpec("grpc", `${SERVICE}:${grpc}`)] as const,
    ].map(([title, spec]) => [title, { ...spec, source: OURS }] as const);
    const results = await ours(net, folder, Object.fromEntries(specs), COUNT, 200);

    const file = join(folder, "pod.yaml");
    writeFileSync(file, MANIFEST);
    const run = await runStorm({
      within: net.checkers,
      settings: {
        CHECKER: `file:${file}#pod/web/c0/liveness`,
        TARGET: `${SERVICE}:${whole}`,
        ...{ SOURCES: OURS, SPEEDUP: "1", CLIENT: "connect" },
        ...{ BASELINE: "1s", STORM: "10s", NIGHT: "0s", RECOVERY: "1s" },
      },
    });
    if (run.journal === null) throw new Error(`no journal (exit ${run.code}): ${run.stderr}`);
    const views = await services.views();
    const connections = await packets.upToMark();
    return { outcomes, results, connections, views, period: gaps(of(connections, OURS, whole)) };
  } finally {
    cleanUp.reverse().forEach((clean) => clean());
  }
}

const canMeet = canCapture && canNetwork && ["go", "openssl", "python3"].every(hasTool);

describe.skipIf(!canMeet)("as the kubelet", () => {
  let met: Met;
  const program = join(folder, "kubelet");
  beforeAll(async () => {
    // Minutes on a cold cache: k8s.io/kubernetes is fetched through the Go proxy and some 300 packages are compiled.
    execFileSync("go", ["build", "-o", program, "-ldflags", VERSION.join(" "), "."], { cwd: MODULE, stdio: "inherit" });
    met = await meet(program);
  }, 600_000);

  test.each(cases.map((one, i) => ({ ...one, i })))("$title", ({ i, title, result, mask }) => {
    const by = (from: string) => {
      const whole = of(met.connections, from, portOf(i));
      expect(whole.length, `checks from ${from}`).toBe(COUNT);
      const view = ({ fromPort }: Connection) =>
        met.views.find((one) => one.port === portOf(i) && one.from === from && one.fromPort === fromPort);
      return [...new Set(whole.map((one) => `${told(one, mask)}\nthe service: ${seen(view(one), one, mask)}`))];
    };
    expect(by(OURS)).toEqual(by(KUBELET).map((text) => text.split(KUBELET).join(OURS)));
    expect(met.outcomes[i]!.map((outcome) => outcome.result)).toEqual(Array(COUNT).fill(result));
    const own = met.results.filter(({ name }) => name === title);
    expect(own.map(({ ok }) => (ok ? "success" : "failure"))).toEqual(Array(COUNT).fill(result));
  });

  test("grpc: the same frames", () => {
    const by = (from: string) => of(met.connections, from, portOf(cases.length + 1)).map(framesOf);
    expect(by(KUBELET)).toHaveLength(COUNT);
    expect(by(OURS)).toEqual(by(KUBELET));
    expect(met.outcomes[cases.length]!.map(({ result }) => result)).toEqual(Array(COUNT).fill("success"));
    expect(met.results.filter(({ name }) => name === "grpc").map(({ ok }) => ok)).toEqual(Array(COUNT).fill(true));
  });

  test.each(GRPC)("grpc: what it makes of a real server: %s", async (status) => {
    const server = await goGrpcServer(status);
    try {
      const here = { service: [], checkers: [], close() {} };
      const { port } = server;
      const probe = { name: "grpc", livenessProbe: { periodSeconds: 1, timeoutSeconds: 1, grpc: { port } } };
      const real = await kubelet(here, program, "127.0.0.1", probe);
      const own = await ours(here, folder, { grpc: ourSpec("grpc", `127.0.0.1:${port}`) }, COUNT, 50);
      const result = status === "serving" ? "success" : "failure";
      expect(real.map((outcome) => outcome.result)).toEqual(Array(COUNT).fill(result));
      expect(own.map(({ ok }) => (ok ? "success" : "failure"))).toEqual(Array(COUNT).fill(result));
    } finally {
      await server.stop();
    }
  });

  test("one check a second, as the manifest says", () => {
    expect(met.period.length).toBeGreaterThanOrEqual(8);
    expect(median(met.period)).toBeGreaterThan(950);
    expect(median(met.period)).toBeLessThan(1050);
  });
});
