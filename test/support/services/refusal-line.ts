/** The one line with which k6 refused a run, out of its log. */
export function refusalLine(stderr: string): string {
  const lines = stderr.trim().split("\n");
  const message = /^time=\S+ level=error msg=("(?:[^"\\]|\\.)*")$/.exec(lines[0]!)?.[1];
  if (lines.length !== 1 || message === undefined) throw new Error(`not one line: ${stderr}`);
  return JSON.parse(message) as string;
}
