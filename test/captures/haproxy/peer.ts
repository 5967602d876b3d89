/** The scripted services of peer.py, on the service's host. */
import { spawn } from "node:child_process";
import { lines } from "../../support/lines";
import { SERVICE, type Network } from "./network";

export type Move =
  | { say: string; leave?: boolean }
  /** As often, in one write. */
  | { say: string; times: number }
  | { hear: number | string }
  | { tls: true; hear?: string; say?: string }
  | { pause: number }
  | { end: true }
  | { reset: true };

/** What one accepted connection looked like. */
export interface View {
  port: number;
  from: string;
  fromPort: number;
  /** Bytes read, as hex; after a TLS handshake raw records. */
  read: string;
  /** What the service was doing, and what ended it: `read on: ECONNRESET`, `read on: EOF`. */
  end: string;
  /** Version and server name of a TLS handshake; null without one. */
  tls: string | null;
}

export interface Peer {
  /** Once every connection that had come was accepted and has ended. */
  views(): Promise<View[]>;
  stop(): void;
}

const SCRIPT = new URL("peer.py", import.meta.url).pathname;

export async function peer(
  { service }: Network,
  scripts: Record<number, Move[]>,
  { cert, key }: { cert: string; key: string },
): Promise<Peer> {
  const [command, ...args] = [...service, "python3", "-u", SCRIPT, SERVICE, JSON.stringify(scripts), cert, key];
  const child = spawn(command!, args, { stdio: ["pipe", "pipe", "inherit"] });
  const said = lines(child.stdout);
  const over = new Promise<void>((resolve) => child.on("close", () => resolve()));
  await said.until((all) => all.length > 0);
  return {
    async views() {
      child.stdin.end();
      await over;
      return said.all.slice(1).map((line) => JSON.parse(line) as View);
    },
    stop: () => void child.kill("SIGKILL"),
  };
}
