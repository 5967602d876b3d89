/** The completion for zsh, with the meaning of each flag beside it. */
import type { CompletedCommand, CompletedFlag } from "./words";

export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const described = commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary.replace(/:/g, "\\:")}`)}`);
  return `#compdef probe-storm
_probe_storm() {
  local -a commands=(
${described.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(commandCase).join("\n")}
    help) _describe command commands ;;
  esac
}
if [ "$funcstack[1]" = _probe_storm ]; then
  _probe_storm "$@"
else
  compdef _probe_storm probe-storm
fi
`;
}

function commandCase({ name, flags, words }: CompletedCommand): string {
  const behind = words.length > 0 ? `'*:word:(${words.join(" ")})'` : "'*:file:_files'";
  const specs = [...flags.map(flagSpec), "'--help[print the help]'", behind];
  return `    ${name}) _arguments \\\n${specs.map((spec) => `      ${spec}`).join(" \\\n")} ;;`;
}

function flagSpec({ flag, summary, takesValue, values, list }: CompletedFlag): string {
  const what = `${flag}[${summary.replace(/[[\]\\]/g, "\\$&")}]`;
  if (!takesValue) return quoted(what);
  if (list) return quoted(`${what}:value:_sequence compadd - ${values.join(" ")}`);
  return quoted(`${what}:value:${values.length > 0 ? `(${values.join(" ")})` : "_files"}`);
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, "'\\''")}'`;
}
