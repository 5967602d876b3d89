/**
 * PING, then QUIT: https://redis.io/docs/latest/develop/reference/protocol-spec/
 *
 * A server that wants a password says so, which is an answer. With CLIENT_USER or CLIENT_PASSWORD it sends AUTH first, and has to get in.
 */
import { hexOfText } from "../wire/bytes";
import type { Protocol } from "../wire/protocol-client";
import { beginsWith, is, send } from "../wire/say";

export const redis: Protocol = {
  summary: "says PING, then QUIT; with credentials AUTH before",
  ports: "6379; 6380 with CLIENT_TLS",
  accepts: "+PONG, or without credentials -NOAUTH or -NOPERM",
  refusals: ["-ERR max number of clients reached", "-LOADING", "-DENIED (protected mode)", "-MASTERDOWN"],
  login: "user, password or both",
  steps: ({ user, password }) => {
    const given = [user, password].filter((part) => part !== null);
    return [
      ...(given.length > 0 ? [send(command("AUTH", ...given)), beginsWith("+OK\r\n")] : []),
      send(command("PING")),
      given.length > 0 ? beginsWith("+PONG\r\n") : is("^(\\+PONG\\r\\n|-NOAUTH|-NOPERM)", 7),
      send(command("QUIT")),
    ];
  },
};

/** An array of bulk strings, whose lengths are in bytes. */
function command(...words: string[]): string {
  const bulk = words.map((word) => {
    const hex = hexOfText(word);
    return `${hexOfText(`$${hex.length / 2}\r\n`)}${hex}0d0a`;
  });
  return hexOfText(`*${words.length}\r\n`) + bulk.join("");
}
