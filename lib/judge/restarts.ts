/** A service that ends and is started again in no time loses hardly a client: that it ended is worth a word all the same. */
import type { Evidence } from "./evidence";

/** A note, where the service's process became another one during the run; where it cannot be seen there is none. */
export function restarts({ recording }: Pick<Evidence, "recording">): string[] {
  const { process } = recording;
  const [first] = process;
  const last = process[process.length - 1];
  const times = first && last ? last.restarts - first.restarts : 0;
  if (times <= 0) return [];
  return [
    `The service's process was replaced by another one ${times === 1 ? "once" : `${times} times`} during the run: did it crash, and was started again?`,
  ];
}
