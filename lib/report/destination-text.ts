/** Where a connection of a check goes, in words. Apart from `explain`, because a run's report needs nothing else of it. */
import type { Connection } from "../model/checker";
import { authority } from "../wire/authority";

export function destination({ host, port }: Pick<Connection, "host" | "port">): string {
  if (host === undefined) return port === undefined ? "the target" : `the target's port ${port}`;
  return authority(host, port);
}
