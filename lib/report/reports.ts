/** What people read of a run. */
export interface Reports {
  terminal: string;
  /** File name inside OUT → content. */
  files: Record<string, string>;
}
