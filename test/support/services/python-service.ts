/** A stand-in service in Python, which says on which port it listens. */
import { startService, type Service } from "./service";

export function pythonService(name: string, ...args: readonly string[]): Promise<Service> {
  const script = new URL(`${name}.py`, import.meta.url).pathname;
  return startService(["python3", "-u", script, ...args], /^listening on port (\d+)$/m);
}
