/**
 * `npm run restart-by-http -- 9090 systemctl restart my-service`: a RESET_URL out of any command. Each request to
 * http://127.0.0.1:9090/ runs it once and is answered when it has ended: 204, or 500 with the last line that it said.
 *
 * Only this host can call it, and the request decides nothing: neither the command nor its arguments.
 */
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { USER_FOLDER } from "./root";

interface Result {
  ok: boolean;
  /** Of a command that failed: the last line of its standard error, or how it ended. */
  message: string;
}

const [port, command, ...args] = process.argv.slice(2);
if (port === undefined || !/^\d+$/.test(port) || command === undefined) {
  process.stderr.write(
    "usage: npm run restart-by-http -- PORT COMMAND [ARGUMENT …], such as 9090 systemctl restart my-service\n",
  );
  process.exit(2);
}
serve(Number(port), command);

function serve(port: number, command: string): void {
  // One after the other: two restarts at once would be neither.
  let last = Promise.resolve();
  const server = createServer((request, response) => {
    request.resume();
    last = last
      .then(() => run(command))
      .then(({ ok, message }) => {
        process.stdout.write(`${command}: ${ok ? "done" : message}\n`);
        response.writeHead(ok ? 204 : 500).end(ok ? "" : `${message}\n`);
      });
  });
  server.listen(port, "127.0.0.1", () => {
    process.stdout.write(`RESET_URL=http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
  });
}

function run(command: string): Promise<Result> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: USER_FOLDER, stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr = (stderr + chunk).slice(-4096)));
    child.on("error", ({ message }) => resolve({ ok: false, message }));
    // Not "close": a service that it starts may keep standard error open for good.
    child.on("exit", (code, signal) => {
      child.stderr.destroy();
      const line = stderr.trim().split("\n").pop();
      resolve({ ok: code === 0, message: line || `it ended with ${signal ?? `code ${code}`}` });
    });
  });
}
