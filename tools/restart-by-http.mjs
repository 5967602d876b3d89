// `node tools/restart-by-http.mjs 9090 systemctl restart my-service`: a RESET_URL out of any command. Each request to
// http://127.0.0.1:9090/ runs it once and is answered when it has ended: 204, or 500 with the last line that it said.
//
// Only this host can call it, and the request decides nothing: neither the command nor its arguments.
import { spawn } from "node:child_process";
import { createServer } from "node:http";

const [port, command, ...args] = process.argv.slice(2);
if (!/^\d+$/.test(port ?? "") || command === undefined) {
  console.error(
    "usage: node tools/restart-by-http.mjs PORT COMMAND [ARGUMENT …], such as 9090 systemctl restart my-service",
  );
  process.exit(2);
}

/** One after the other: two restarts at once would be neither. */
let last = Promise.resolve();

createServer((request, response) => {
  request.resume();
  last = last.then(run).then(({ ok, said }) => {
    console.log(`${command}: ${ok ? "done" : said}`);
    response.writeHead(ok ? 204 : 500).end(ok ? "" : `${said}\n`);
  });
}).listen(Number(port), "127.0.0.1", function () {
  console.log(`RESET_URL=http://127.0.0.1:${this.address().port}/`);
});

function run() {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (data) => (said = (said + data).slice(-4096)));
    child.on("error", ({ message }) => resolve({ ok: false, said: message }));
    // Not "close": a service that it starts may keep standard error open for good.
    child.on("exit", (code, signal) => {
      child.stderr.destroy();
      const line = said.trim().split("\n").pop();
      resolve({ ok: code === 0, said: line || `it ended with ${signal ?? `code ${code}`}` });
    });
  });
}
