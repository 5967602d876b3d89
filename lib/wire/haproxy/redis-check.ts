/** `option redis-check`: PING, and PONG anywhere in the answer. */
import { REDIS_PING, REDIS_PONG } from "../redis-messages";
import { send } from "../steps";
import type { Rule } from "./rules";

export const redisCheck: readonly Rule[] = [
  send(REDIS_PING),
  { kind: "expect", match: { kind: "contains", hex: REDIS_PONG }, wrong: "L7STS" },
];
