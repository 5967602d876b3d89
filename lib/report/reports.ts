/** The reports of a run: the text on the terminal, and the files. */
export interface Reports {
  terminal: string;
  /** File name inside OUT → content. */
  files: Record<string, string>;
}
