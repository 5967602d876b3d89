/** When keepalived checks: a checker's own times, else those of its real server, else those of its virtual server. */
import { isOn, secondsAfter, wholeAfter, type Reader } from "./reader";

/** What is left out has keepalived's default. */
export interface Timing {
  delayLoopMs?: number;
  retry?: number;
  delayBeforeRetryMs?: number;
  connectTimeoutMs?: number;
  alpha?: boolean;
}

/** `warmup` only shifts the first check, which comes at a random moment anyhow. */
export const WARMUP = "warmup";

/** @param above what the block around it says */
export function timingOf(block: Reader, above: Timing): Timing {
  return timing(block, above, block.last("retry"), 1);
}

/** In a checker no retry at all is allowed, and HTTP_GET has an older name for it. */
export function checkerTiming(block: Reader, above: Timing): Timing {
  const old = block.last("nb_get_retry");
  return timing(block, above, block.last("retry") ?? old, 0);
}

function timing(block: Reader, above: Timing, retry: ReturnType<Reader["last"]>, leastRetry: number): Timing {
  const { file } = block;
  const loop = block.last("delay_loop");
  const before = block.last("delay_before_retry");
  const connect = block.last("connect_timeout");
  const alpha = block.last("alpha");
  return {
    ...above,
    ...(loop && { delayLoopMs: secondsAfter(file, loop, 1) }),
    ...(retry && { retry: wholeAfter(file, retry, leastRetry, 1_000_000) }),
    ...(before && { delayBeforeRetryMs: secondsAfter(file, before) }),
    ...(connect && { connectTimeoutMs: secondsAfter(file, connect, 1) }),
    ...(alpha && { alpha: isOn(alpha) }),
  };
}
