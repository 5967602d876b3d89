/** A service that always has one more byte to send, so that no read of its clients ever waits. */
import { startService, times, type Service } from "./service";

const SCRIPT = new URL("always_talking.py", import.meta.url).pathname;

/** @param burst how many bytes it sends at once, before it goes on with one a millisecond */
export function alwaysTalking(burst: number): Promise<Service> {
  return startService(["python3", "-u", SCRIPT, `${burst}`], /^listening on port (\d+)$/m);
}

export const connectionsOf = (service: Service) => times(service, /^talks$/gm);
