/** Servers live where only root has them in the path; PostgreSQL keeps its own in a folder by version. */
import { join } from "node:path";
import { hasTool } from "../tools";
import { programs } from "./postgres";

export function hasServer(name: string): boolean {
  return hasTool(name) || hasTool(`/usr/sbin/${name}`) || hasTool(join(programs, name));
}
