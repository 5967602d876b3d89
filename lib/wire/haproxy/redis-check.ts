/** `option redis-check`: PING, and PONG anywhere in the answer. */
import { hexOfBytes } from "./bytes";
import type { Rule } from "./rules";

export const redisCheck: readonly Rule[] = [
  { kind: "send", hex: hexOfBytes("*1\r\n$4\r\nPING\r\n") },
  { kind: "expect", match: { kind: "contains", hex: hexOfBytes("+PONG\r\n") }, wrong: "L7STS" },
];
