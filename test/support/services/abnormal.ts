/**
 * The lines of a log that a service does not write about just anybody.
 *
 * @param normal a line that one of these matches is an ordinary one
 * @param started lines up to this one are about the service itself; left out: none are
 */
export function abnormal(log: string, normal: readonly RegExp[], started?: RegExp): string[] {
  const begin = started?.exec(log);
  if (begin === null) throw new Error(`the log has no ${started}: ${log}`);
  const clients = begin === undefined ? log : log.slice(begin.index).replace(/^.*/, "");
  return clients.split("\n").filter((line) => line.trim() !== "" && !normal.some((pattern) => pattern.test(line)));
}
