/** A service that is none of ours, in the test's own process: it keeps what it saw of each connection. */
import { createServer as plainServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as tlsServer, type TlsOptions } from "node:tls";

export interface Contact {
  /** Connecting address; empty when the connection had been reset before it was accepted. */
  from: string;
  fromPort: number;
  received: Buffer;
  /** How the peer ended it; empty as long as it has not. */
  ended: "" | "fin" | "rst";
  /** Nothing is left of it on this side. */
  closed: boolean;
}

export interface Witness {
  /** `127.0.0.1:port` */
  address: string;
  port: number;
  /** In the order of their arrival. Behind TLS: those that completed the handshake. */
  contacts: readonly Contact[];
  /** Resolves once the condition holds; it is looked at whenever anything happens. */
  until(condition: (contacts: readonly Contact[]) => boolean): Promise<void>;
  stop(): Promise<void>;
}

/** @param serve called for each connection; what the peer sends is read and kept in any case */
export async function witness(
  serve: (socket: Socket, contact: Contact) => void,
  options: { tls?: TlsOptions; port?: number } = {},
): Promise<Witness> {
  const contacts: Contact[] = [];
  const waiting = new Set<() => void>();
  const open = new Set<Socket>();
  const look = () => waiting.forEach((check) => check());

  const meet = (socket: Socket) => {
    const { remoteAddress = "", remotePort = 0 } = socket;
    const contact: Contact = {
      from: remoteAddress,
      fromPort: remotePort,
      received: Buffer.alloc(0),
      ended: "",
      closed: false,
    };
    contacts.push(contact);
    const note = (what: Partial<Contact>) => {
      Object.assign(contact, what);
      look();
    };
    socket.on("data", (bytes: Buffer) => note({ received: Buffer.concat([contact.received, bytes]) }));
    socket.on("end", () => note({ ended: contact.ended || "fin" }));
    // Every error of an accepted connection is the peer's doing: ECONNRESET, or EPIPE after it.
    socket.on("error", () => note({ ended: "rst" }));
    socket.on("close", () => note({ closed: true }));
    serve(socket, contact);
    look();
  };
  const server: Server = options.tls ? tlsServer(options.tls, meet) : plainServer(meet);
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.on("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    port,
    contacts,
    until: (condition) =>
      new Promise((resolve) => {
        const check = () => {
          if (!condition(contacts)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        open.forEach((socket) => socket.destroy());
      }),
  };
}

/** Says nothing, answers nothing. */
export const silent = (): void => undefined;

export const GREETING = "220 welcome\r\n";

/** Speaks first, to each connection by itself. */
export const greets = (socket: Socket): void => void socket.write(GREETING);

/** Sends back what it receives. */
export const echoes = (socket: Socket): void => void socket.on("data", (bytes) => socket.write(bytes));
