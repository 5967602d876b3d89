/** journal.json: the journal as people and scripts find it in OUT. */
import type { AnyJournal } from "../model/any-journal";

export function journalFile(journal: AnyJournal): string {
  return `${JSON.stringify(journal, null, 2)}\n`;
}
