/** summary.md of a search for the least that harms: the finding, and the command that reproduces it. */
import type { MinimalJournal } from "../model/trials-journal";
import { fenced, text } from "./summary";
import { noteList } from "./trials-notes";

export function minimalMarkdown({ target, finding, command, notes }: MinimalJournal): string {
  return `${[
    `## probe-storm: minimal storm of ${text(target)}`,
    text(finding),
    ...(command === "" ? [] : [fenced(command.split("\n"), "sh")]),
    ...noteList(notes),
  ].join("\n\n")}\n`;
}
