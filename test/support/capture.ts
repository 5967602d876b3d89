/** What went over the wire, by tcpdump: the one witness that is neither ours nor the target's. */
import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { lines } from "./lines";

export interface Packet {
  /** Seconds since 1970, to a fraction of a microsecond. */
  time: number;
  /** `>` from the connecting side, `<` from the target. */
  direction: ">" | "<";
  /** `S`, `SA`, `A`, `PA`, `FA`, `FPA`, `R`, `RA`. */
  flags: string;
  /** Payload bytes. */
  length: number;
}

/** The packets of one connection, in order; those that the kernel sent a second time only once. */
export type Connection = Packet[];

export interface Capture {
  /** All that was sent before the call. */
  stop(): Promise<Connection[]>;
}

const TCP = /^(\d+\.\d+) IP6? (\S+) > (\S+): Flags \[([^\]]+)\](?:, seq ([\d:]+))?.* length (\d+)/;
const UDP = /: UDP, /;

/** Captures the TCP traffic of one port on loopback, and of one connecting address where given. */
export async function capture({ port, from }: { port: number; from?: string }): Promise<Capture> {
  const [to, back] = from ? [` and src host ${from}`, ` and dst host ${from}`] : ["", ""];
  const filter = `(tcp dst port ${port}${to}) or (tcp src port ${port}${back}) or udp dst port ${port}`;
  const child = spawn(
    "tcpdump",
    ["-i", "lo", "-nn", "-tt", "--nano", "-l", "--immediate-mode", "-B", "8192", "-s", "128", filter],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const said = lines(child.stderr);
  const seen = lines(child.stdout);
  await said.until((all) => all.some((line) => line.includes("listening on")));
  return {
    async stop() {
      await mark(port);
      await seen.until((all) => all.some((line) => UDP.test(line)));
      child.kill("SIGINT");
      await said.until((all) => all.some((line) => line.includes("dropped by kernel")));
      const dropped = said.all.find((line) => line.includes("dropped by kernel"))!;
      if (!dropped.startsWith("0 ")) throw new Error(`the capture is not complete: ${dropped}`);
      return connections(seen.all, port);
    },
  };
}

/** A datagram that nobody awaits: loopback keeps the order, so once it is seen everything before it has been seen. */
function mark(port: number): Promise<void> {
  const socket = createSocket("udp4");
  return new Promise((resolve, reject) =>
    socket.send("", port, "127.0.0.1", (error) => {
      socket.close();
      if (error) reject(error);
      else resolve();
    }),
  );
}

function connections(seen: readonly string[], port: number): Connection[] {
  const all: Connection[] = [];
  const current = new Map<string, { packets: Connection; sent: Set<string> }>();
  for (const line of seen) {
    const found = TCP.exec(line);
    if (!found) continue;
    const [, time, source, destination, flags, sequence, length] = found as unknown as string[];
    const outward = destination!.endsWith(`.${port}`);
    const peer = outward ? source! : destination!;
    const packet = [outward, flags, sequence].join();
    let connection = current.get(peer);
    // A SYN that has not been seen begins another: after an RST a port is free at once.
    if (!connection || (flags === "S" && !connection.sent.has(packet))) {
      connection = { packets: [], sent: new Set() };
      current.set(peer, connection);
      all.push(connection.packets);
    }
    if (sequence !== undefined && connection.sent.has(packet)) continue;
    connection.sent.add(packet);
    connection.packets.push({
      time: Number(time),
      direction: outward ? ">" : "<",
      flags: flags!.replace(".", "A"),
      length: Number(length),
    });
  }
  return all;
}

/** `>S <SA >A >PA(12) <FA`: one connection as a line. */
export function ladder(packets: Connection): string {
  return packets
    .map(({ direction, flags, length }) => `${direction}${flags}${length > 0 ? `(${length})` : ""}`)
    .join(" ");
}

/**
 * The same without what is the kernel's own affair: after the handshake an acknowledgement may leave by itself, together with
 * the next segment, or for two segments at once; and late data meets a closed socket, which answers with a bare `R`.
 */
export function moves(packets: Connection): string {
  const [syn, synAck, third, ...rest] = packets;
  const own = rest.filter(({ flags, length }) => !(flags === "A" && length === 0) && flags !== "R");
  return ladder([syn, synAck, third, ...own].filter((packet) => packet !== undefined));
}

/** From the handshake's last packet to the one that ends the connection, ms. */
export function closeGapMs(packets: Connection): number {
  const end = packets.find(({ direction, flags }) => direction === ">" && /[RF]/.test(flags));
  return ((end?.time ?? NaN) - (packets[2]?.time ?? NaN)) * 1000;
}
