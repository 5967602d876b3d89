/** What stands on a terminal after a program has written to it; of escape sequences it knows "erase to the end of the line", and colours. */
const ESCAPE = "\u001b[";

/** Without colours; the last row is the one that the cursor is in. */
export function rowsOnScreen(output: string): string[] {
  const rows = [""];
  let column = 0;
  const put = (character: string) => {
    const row = rows[rows.length - 1]!;
    if (character === "\n") rows.push("");
    else if (character !== "\r") {
      rows[rows.length - 1] = row.slice(0, column) + character + row.slice(column + 1);
      column += 1;
    }
    if (character === "\r" || character === "\n") column = 0;
  };
  const [plain, ...escaped] = output.split(ESCAPE);
  for (const character of plain!) put(character);
  for (const part of escaped) {
    const [sequence] = /^[\d;]*[a-zA-Z]/.exec(part) ?? [""];
    if (/^0?K$/.test(sequence)) rows[rows.length - 1] = rows[rows.length - 1]!.slice(0, column);
    for (const character of part.slice(sequence.length)) put(character);
  }
  return rows;
}
