/** The completion for fish, with the meaning of each flag beside it. */
import type { CompletedCommand, CompletedFlag } from "./words";

export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  const lines = commands.flatMap(({ name, summary, flags, words }) => [
    `complete -c probe-storm -n ${quoted(`not __fish_seen_subcommand_from ${names}`)} -f -a ${name} -d ${quoted(summary)}`,
    ...(words.length > 0 ? [`complete -c probe-storm -n ${behind(name)} -f -a ${quoted(words.join(" "))}`] : []),
    ...flags.map((flag) => flagLine(name, flag)),
  ]);
  return `# fish completion of probe-storm
function __probe_storm_list
    set -l done (string match -r '.*,' -- (commandline -ct | string replace -r '^--[a-z-]+=' ''))
    for word in $argv
        echo "$done$word"
    end
end
${lines.join("\n")}
`;
}

function flagLine(command: string, { flag, summary, takesValue, values, list }: CompletedFlag): string {
  const value = list ? quoted(`(__probe_storm_list ${values.join(" ")})`) : quoted(values.join(" "));
  const taken = takesValue ? (values.length > 0 ? ` -x -a ${value}` : " -r") : "";
  return `complete -c probe-storm -n ${behind(command)} -l ${flag.slice(2)} -d ${quoted(summary)}${taken}`;
}

function behind(command: string): string {
  return quoted(`__fish_seen_subcommand_from ${command}`);
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
