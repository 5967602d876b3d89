/**
 * Envoy's Redis check: PING or EXISTS, and one whole value of RESP, which is then judged.
 *
 * What is no RESP is waited out to the timeout, and is a failure of the network (capture of Envoy 1.40).
 */
import type { Step } from "../model/extension";
import { REDIS_PING, REDIS_PONG, redisCommand } from "./redis-messages";
import { begins, beginsWith, finds, send } from "./steps";

/** Which of the steps judges. */
export const ENVOY_REDIS_JUDGES = 2;

/** @param key EXISTS asks for it, and a key that is there makes a host unhealthy: a mark for maintenance. null: PING */
export function envoyRedisSteps(key: string | null): Step[] {
  return [
    send(key === null ? REDIS_PING : redisCommand("EXISTS", key)),
    { ...finds("^[-+:$*][^\\r]*\\r\\n"), keep: true },
    key === null ? begins(REDIS_PONG) : beginsWith(":0\r\n"),
  ];
}
