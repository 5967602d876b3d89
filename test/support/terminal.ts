/** A program on a terminal: it leads the terminal's foreground group, and what is typed reaches it as the kernel makes it of keys. */
import { spawn } from "node:child_process";

const PSEUDO_TERMINAL = `
import fcntl, os, pty, select, struct, sys, termios
columns = int(sys.argv[1])
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    os.execvp(sys.argv[2], sys.argv[2:])
fds = [fd, 0]
while True:
    ready, _, _ = select.select(fds, [], [])
    if 0 in ready:
        typed = os.read(0, 1024)
        if typed:
            os.write(fd, typed)
        else:
            fds.remove(0)
    if fd in ready:
        try:
            data = os.read(fd, 65536)
        except OSError:
            break
        if not data:
            break
        os.write(1, data)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

export const CTRL_C = "\u0003";

export interface TerminalOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  columns?: number;
  /** Once it runs. */
  during?: (terminal: { type: (text: string) => void }) => void;
}

/** @returns all that was written to the terminal, and the exit code of the command */
export function onTerminal(
  command: readonly string[],
  { cwd, env, columns = 100, during }: TerminalOptions = {},
): Promise<{ code: number | null; output: string }> {
  const child = spawn("python3", ["-c", PSEUDO_TERMINAL, String(columns), ...command], {
    cwd,
    env: { ...process.env, TERM: "xterm", ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (piece: string) => (output += piece));
  // It may have ended.
  child.stdin.on("error", () => undefined);
  during?.({ type: (text) => void child.stdin.write(text) });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
