/** What cannot be emulated, collected line by line. */
import { place, type SourceFile } from "../../source/place";

export interface Note {
  line: number;
  text: string;
}

/** `haproxy.cfg:14: …`, in the file's order, each once. */
export function told(file: SourceFile, notes: readonly Note[]): string[] {
  const inOrder = [...notes].sort((a, b) => a.line - b.line);
  return [...new Set(inOrder.map(({ line, text }) => `${place(file, line)}: ${text}`))];
}
