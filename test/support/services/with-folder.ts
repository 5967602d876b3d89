/** A service with a folder of its own, removed once the service has ended. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Service } from "./service";

export async function withFolder<S extends Service>(start: (folder: string) => Promise<S>): Promise<S> {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-service-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const service = await start(folder);
    return { ...service, stop: () => service.stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}
