/** A file that was read, and how a line of it is named. */
import { Refusal } from "../text/refusal";

export interface SourceFile {
  /** As the user wrote it, without the `#…`. */
  name: string;
  text: string;
}

/** `haproxy.cfg:12: …` */
export function place(file: Pick<SourceFile, "name">, line: number): string {
  return `${file.name}:${line}`;
}

/** A file that is wrong: file, line and reason, in one line. */
export function wrong(file: Pick<SourceFile, "name">, line: number, reason: string): Refusal {
  return new Refusal(`${place(file, line)}: ${reason}`);
}
