/** A connection with what it can prove of itself, for everything that spells its exchange out. */
import type { Ending, Handshake, Step } from "../../xk6/healthcheck";
import type { Connection } from "../checker";
import { proveSteps } from "../prove-steps";

export function connection(handshake: Handshake, steps: Step[], ending: Ending): Connection {
  return { handshake, steps, ending, prove: proveSteps(handshake, steps, ending) };
}
