/** What went over the wire, by tcpdump: the one witness that is neither ours nor the target's. */
import { spawn } from "node:child_process";

export interface Packet {
  /** Seconds, as captured. */
  time: number;
  /** `>` from the connecting side, `<` from the target. */
  direction: ">" | "<";
  /** tcpdump's flags without the dot: `S`, `SA`, `A`, `PA`, `FA`, `R`, `RA`. */
  flags: string;
  /** Payload bytes. */
  length: number;
}

export interface Capture {
  /** Packets by connecting address and port, in order. Waits until what was sent before the call has been captured. */
  stop(): Promise<Map<string, Packet[]>>;
}

const LINE = /^(\d+\.\d+) IP6? (\S+)\.(\d+) > (\S+)\.(\d+): Flags \[([^\]]+)\].* length (\d+)/;

/** Captures the traffic of one local port, and of one connecting address where given. */
export async function capture(options: {
  port: number;
  from?: string;
  interface?: string;
  prefix?: string[];
}): Promise<Capture> {
  const filter = `tcp port ${options.port}${options.from ? ` and host ${options.from}` : ""}`;
  const command = [
    ...(options.prefix ?? []),
    "tcpdump",
    ...["-i", options.interface ?? "lo", "-nn", "-tt", "-l", "--immediate-mode", "-B", "8192", "-s", "128", filter],
  ];
  const child = spawn(command[0]!, command.slice(1), { stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  const closed = new Promise<void>((resolve) => child.on("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
      if (said.includes("listening on")) resolve();
    });
    child.on("error", reject);
    child.on("close", () => reject(new Error(`tcpdump ended: ${said}`)));
  });
  return {
    async stop() {
      child.kill("SIGINT"); // tcpdump flushes what it has seen before it ends
      await closed;
      const connections = new Map<string, Packet[]>();
      for (const line of text.split("\n")) {
        const found = LINE.exec(line);
        if (!found) continue;
        const [, time, source, sourcePort, destination, destinationPort, flags, length] = found as unknown as string[];
        const outward = Number(destinationPort) === options.port;
        const key = outward ? `${source}:${sourcePort}` : `${destination}:${destinationPort}`;
        const packets = connections.get(key) ?? [];
        connections.set(key, packets);
        packets.push({
          time: Number(time),
          direction: outward ? ">" : "<",
          flags: flags!.replace(".", "A"),
          length: Number(length),
        });
      }
      return connections;
    },
  };
}

/** `>S <SA >A <PA(12) >RA`: one connection as a line. */
export function ladder(packets: readonly Packet[]): string {
  return packets
    .map(({ direction, flags, length }) => `${direction}${flags}${length > 0 ? `(${length})` : ""}`)
    .join(" ");
}
