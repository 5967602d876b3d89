/** `k6 x healthcheck serve`: a flawed server by itself, until it is told to stop. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { K6, runK6 } from "../support/k6";
import { lines } from "../support/lines";

const COMMAND = ["x", "healthcheck", "serve"];

/** Runs the server, lets one peer take a greeting and leave, and sends the signal. */
async function served(signal: NodeJS.Signals, args: string[]) {
  const child = spawn(K6, [...COMMAND, "--listen", "127.0.0.1:0", "--flaw", "healthy-greeting", ...args]);
  const closed = once(child, "close");
  const said = lines(child.stdout);
  const complained = lines(child.stderr);
  await said.until((all) => all.length > 0);
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(said.all[0]!)![1]);
  const peer = connect(port, "127.0.0.1");
  peer.once("data", () => peer.end());
  // The server closes after it has seen our end.
  await once(peer, "close");
  child.kill(signal);
  const [code] = (await closed) as [number | null];
  return { code, port, said: said.all, complained: complained.all };
}

describe.each<NodeJS.Signals>(["SIGINT", "SIGTERM"])("%s", (signal) => {
  test("in words", async () => {
    const { code, port, said, complained } = await served(signal, ["--backlog", "8"]);
    expect({ code, complained }).toEqual({ code: 0, complained: [] });
    expect(said).toEqual([
      `healthy-greeting listening on 127.0.0.1:${port}, backlog 8`,
      "healthy-greeting stopped: 1 accepted, 1 answered, 1 ended by FIN, 0 by RST, 0 open, not wedged",
    ]);
  });

  test("as JSON", async () => {
    const { code, port, said, complained } = await served(signal, ["--json"]);
    expect({ code, complained }).toEqual({ code: 0, complained: [] });
    expect(said.map((line) => JSON.parse(line) as unknown)).toEqual([
      { event: "listening", flaw: "healthy-greeting", address: `127.0.0.1:${port}`, backlog: 128 },
      {
        event: "stopped",
        flaw: "healthy-greeting",
        accepted: 1,
        answered: 1,
        eof: 1,
        reset: 0,
        open: 0,
        wedged: false,
      },
    ]);
  });
});

test.each([
  { args: ["--flaw", "no-such"], message: /no-such.*stuck-greeting/ },
  { args: ["--listen", "localhost"], message: /listen .*localhost.*: ip:port is accepted/ },
  { args: ["--backlog", "-1"], message: /backlog -1: 0 or more is accepted/ },
])("$args is refused", async ({ args, message }) => {
  const { code, stdout, stderr } = await runK6([...COMMAND, ...args]);
  expect({ code, stdout }).toEqual({ code: 104, stdout: "" });
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(stderr).toMatch(message);
});
