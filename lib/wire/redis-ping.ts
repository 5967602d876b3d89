/** Redis: PING as an array of one bulk string, and the PONG that answers it. https://redis.io/docs/latest/develop/reference/protocol-spec/ */
import type { Step } from "../model/extension";
import { hexOfText } from "./bytes";

export const redisPing: Step[] = [
  { kind: "send", hex: hexOfText("*1\r\n$4\r\nPING\r\n") },
  { kind: "expect", match: { kind: "literal", hex: hexOfText("+PONG\r\n") } },
];
