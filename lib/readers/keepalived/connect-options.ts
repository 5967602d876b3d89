/** `connect_ip`, `connect_port` and what a checker is bound to. */
import type { Connection } from "../../model/checker";
import type { Note } from "../../model/note";
import type { RealServer } from "./real-server";
import { statementNote, textAfter, wholeAfter, type Reader } from "./reader";

export interface ConnectOptions {
  /** Where it goes, when that is not the real server's own port or host. */
  to: Pick<Connection, "port" | "host">;
  unsupported: Note[];
}

export function connectOptions(block: Reader, server: RealServer): ConnectOptions {
  const { file } = block;
  const ip = block.last("connect_ip");
  const port = block.last("connect_port");
  const host = ip && textAfter(file, ip);
  const number = port && wholeAfter(file, port, 1, 65_535);
  return {
    to: {
      ...(number !== undefined && number !== server.port && { port: number }),
      ...(host !== undefined && host !== server.address && { host }),
    },
    unsupported: ["bindto", "bind_port", "bind_if"].flatMap((name) => {
      const statement = block.last(name);
      return statement === undefined ? [] : [statementNote(file, statement, "SOURCES sets the addresses to send from")];
    }),
  };
}
