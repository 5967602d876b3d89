/** What a process or a server says, line by line, and a way to wait for it. */
import type { Readable } from "node:stream";

export interface Lines {
  readonly all: readonly string[];
  /** Looks after each line; rejects when the stream ends first. */
  until(condition: (all: readonly string[]) => boolean): Promise<void>;
}

export function lines(stream: Readable): Lines {
  const all: string[] = [];
  const waiting = new Set<() => void>();
  let rest = "";
  let ended = false;
  const look = () => waiting.forEach((check) => check());
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop()!;
    all.push(...parts);
    look();
  });
  stream.on("close", () => {
    if (rest !== "") all.push(rest);
    ended = true;
    look();
  });
  return {
    all,
    until: (condition) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (!condition(all) && !ended) return;
          waiting.delete(check);
          if (condition(all)) resolve();
          else reject(new Error(`ended without what was waited for; it said:\n${all.join("\n")}`));
        };
        waiting.add(check);
        check();
      }),
  };
}
