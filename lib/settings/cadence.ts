/** How often and from how many nodes: the settings that every checker has, from -e, from a flat key or in its own block. */
import { duration } from "./duration-setting";
import { integer } from "../source/syntax";

export const nodes = integer(1, 10_000);
export const interval = duration({ min: 1 });
export const timeout = duration({ min: 1 });
export const riseOrFall = integer(1, 1_000);
/** Below 0.1 ms a pause is lost in the noise of a system call. */
export const delay = duration({ min: 0.1, zero: true });
export const holdFor = duration({ min: 1 });
