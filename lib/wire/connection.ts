/** A connection with what it can prove of itself, for everything that spells its exchange out. */
import type { Ending, Handshake } from "../model/extension";
import type { CheckStep, Connection } from "../model/checker";
import { proveSteps } from "./prove-steps";

export function connection(handshake: Handshake, steps: CheckStep[], ending: Ending): Connection {
  return { handshake, steps, ending, prove: proveSteps(handshake, steps, ending) };
}
