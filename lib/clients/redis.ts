/**
 * PING, then QUIT: https://redis.io/docs/latest/develop/reference/protocol-spec/
 *
 * A server that wants a password says so, which is an answer. With CLIENT_USER or CLIENT_PASSWORD it sends AUTH first, and has to get in.
 */
import type { Protocol } from "../wire/protocol-client";
import { REDIS_PING, REDIS_PONG, redisCommand } from "../wire/redis-messages";
import { begins, beginsWith, is, send } from "../wire/steps";

export const redis: Protocol = {
  summary: "says PING, then QUIT; with credentials AUTH before",
  ports: [{ port: 6379 }, { port: 6380, tls: true }],
  accepts: "+PONG, or without credentials -NOAUTH or -NOPERM",
  refusals: ["-ERR max number of clients reached", "-LOADING", "-DENIED (protected mode)", "-MASTERDOWN"],
  login: "user, password or both",
  steps: ({ user, password }) => {
    const given = [user, password].filter((part) => part !== null);
    return [
      ...(given.length > 0 ? [send(redisCommand("AUTH", ...given)), beginsWith("+OK\r\n")] : []),
      send(REDIS_PING),
      given.length > 0 ? begins(REDIS_PONG) : is("^(\\+PONG\\r\\n|-NOAUTH|-NOPERM)", 7),
      send(redisCommand("QUIT")),
    ];
  },
};
