/** All TCP packets at the service's end of the cable, with what they carry, by tcpdump. */
import { spawn } from "node:child_process";
import type { Packet } from "../../support/capture";
import { lines } from "../../support/lines";
import { LINK, SERVICE, type Network } from "./network";

export interface Segment extends Packet {
  /** As hex. */
  payload: string;
  /** Sent before, by its sequence number: a retransmission. */
  repeated: boolean;
  sequence: number;
}

export interface Connection {
  /** Connecting address and port; the service's port. */
  from: string;
  fromPort: number;
  port: number;
  segments: Segment[];
}

export interface Capture {
  /** Connections in the order of their SYNs. */
  until(condition: (connections: readonly Connection[]) => boolean): Promise<void>;
  /** All until the service's host has sent a datagram to this port. */
  upToMark(): Promise<readonly Connection[]>;
  stop(): void;
}

export const MARK_PORT = 9;

const TCP = 6;
const AT = /^(\d+\.\d+) IP /;
const HEX = /^\t0x[0-9a-f]+: {2}(.+)$/;

export async function capture({ service }: Network): Promise<Capture> {
  const [command, ...args] = [
    ...[...service, "timeout", "100", "tcpdump", "-i", LINK, "-nn", "-tt", "--nano", "-l", "--immediate-mode"],
    ...["-B", "8192", "-s", "2048", "-x", `tcp or udp dst port ${MARK_PORT}`],
  ];
  const child = spawn(command!, args, { stdio: ["ignore", "pipe", "pipe"] });
  const said = lines(child.stderr);
  const seen = lines(child.stdout);
  await said.until((all) => all.some((line) => line.includes("listening on")));

  const connections = new Map<string, Connection>();
  let read = 0;
  let time = 0;
  let hex = "";
  const packetEnds = () => {
    if (hex === "") return;
    const packet = Buffer.from(hex, "hex");
    hex = "";
    if (packet[9] === TCP) keep(connections, time, packet);
  };
  /** A packet is over when the next one begins, and the last one is the mark. */
  const look = (all: readonly string[]): readonly Connection[] => {
    for (; read < all.length; read++) {
      const at = AT.exec(all[read]!);
      if (at) {
        packetEnds();
        time = Number(at[1]);
      } else hex += (HEX.exec(all[read]!)?.[1] ?? "").replace(/ /g, "");
    }
    return [...connections.values()];
  };
  return {
    until: (condition) => seen.until((all) => condition(look(all))),
    async upToMark() {
      await seen.until((all) => all.some((line) => line.includes(`.${MARK_PORT}: UDP`)));
      child.kill("SIGINT");
      await said.until((all) => all.some((line) => line.includes("dropped by kernel")));
      const dropped = said.all.find((line) => line.includes("dropped by kernel"))!;
      if (!dropped.startsWith("0 ")) throw new Error(`the capture is not complete: ${dropped}`);
      return look(seen.all);
    },
    stop: () => void child.kill(),
  };
}

/** IPv4 (RFC 791) and TCP (RFC 9293) headers. */
function keep(connections: Map<string, Connection>, time: number, packet: Buffer): void {
  const address = (at: number) => packet.subarray(at, at + 4).join(".");
  const tcp = packet.subarray((packet[0]! & 15) * 4, packet.readUInt16BE(2));
  const [source, target, bits] = [tcp.readUInt16BE(0), tcp.readUInt16BE(2), tcp[13]!];
  const outward = address(16) === SERVICE;
  const [from, fromPort, port] = outward ? [address(12), source, target] : [address(16), target, source];
  const key = `${from}:${fromPort} ${port}`;
  const connection = connections.get(key) ?? { from, fromPort, port, segments: [] };
  connections.set(key, connection);
  const payload = tcp.subarray((tcp[12]! >> 4) * 4);
  const direction = outward ? ">" : "<";
  const sequence = tcp.readUInt32BE(4);
  const flags = [..."FSRPA"].filter((_, i) => bits & (1 << i)).join("");
  // Only SYN, FIN and data are ever retransmitted.
  const counted = ({ flags, length }: Pick<Segment, "flags" | "length">) => length > 0 || /[SF]/.test(flags);
  const { length } = payload;
  const repeated =
    counted({ flags, length }) &&
    connection.segments.some((one) => one.direction === direction && one.sequence === sequence && counted(one));
  connection.segments.push({ time, direction, flags, length, payload: payload.toString("hex"), sequence, repeated });
}
