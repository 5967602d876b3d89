/** Services that clients alone harm, after so many connections of whomever. */
import { startService, type Service } from "./service";

const READY = /^listening on port (\d+)$/m;

/** Turns everybody away after so many connections. */
export function afterN(connections: number): Promise<Service> {
  return started("after_n.py", connections);
}

/** Is slow, for good, after so many connections. */
export function slowAfter(connections: number): Promise<Service> {
  return started("slow_after.py", connections);
}

function started(script: string, connections: number): Promise<Service> {
  return startService(["python3", "-u", new URL(script, import.meta.url).pathname, `${connections}`], READY);
}
