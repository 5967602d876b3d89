/** Connections that take up the room of others. Each is one that the service has spoken to, so that it is sure to count. */
import { connect, type Socket } from "node:net";

/** @param say bytes (hex) that each sends first, for a service that does not greet */
export async function holdOpen(port: number, count: number, say = ""): Promise<() => void> {
  const held: Socket[] = [];
  for (let i = 0; i < count; i++) {
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    held.push(socket);
    const spokenTo = new Promise((resolve) => socket.once("data", resolve));
    if (say !== "") socket.write(Buffer.from(say, "hex"));
    await spokenTo;
  }
  return () => held.forEach((socket) => socket.destroy());
}
