/** Redis: commands in RESP, PING, and the PONG that answers it. https://redis.io/docs/latest/develop/reference/protocol-spec/ */
import { byteCount, hexOfText } from "./bytes";

/** An array of bulk strings, whose lengths are in bytes. */
export function redisCommand(...words: string[]): string {
  const bulk = words.map((word) => {
    const hex = hexOfText(word);
    return `${hexOfText(`$${byteCount(hex)}\r\n`)}${hex}0d0a`;
  });
  return hexOfText(`*${words.length}\r\n`) + bulk.join("");
}

export const REDIS_PING = redisCommand("PING");
export const REDIS_PONG = hexOfText("+PONG\r\n");
