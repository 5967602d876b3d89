/** What holds for every subcommand. */
export interface GlobalOptions {
  /** Behind `--`: for k6, as it is. */
  forK6: readonly string[];
}
