/** `npm run restart-by-http -- 9090 systemctl restart my-service`: serves a RESET_URL at http://127.0.0.1:9090/ until it is stopped. */
import { messageOf } from "./child";
import { startRestartServer } from "./restart-server";
import { USER_FOLDER } from "./root";

const [port, command, ...args] = process.argv.slice(2);
if (port === undefined || !/^\d+$/.test(port) || command === undefined) {
  process.stderr.write(
    "usage: npm run restart-by-http -- PORT COMMAND [ARGUMENT …], such as 9090 systemctl restart my-service\n",
  );
  process.exit(2);
}
const say = (line: string) => process.stdout.write(`${line}\n`);
try {
  const restart = { command, args, shell: false, cwd: USER_FOLDER };
  const { url } = await startRestartServer(restart, { port: Number(port), path: null, say });
  say(`RESET_URL=${url}`);
} catch (error) {
  process.stderr.write(`restart-by-http: ${messageOf(error)}\n`);
  process.exitCode = 1;
}
