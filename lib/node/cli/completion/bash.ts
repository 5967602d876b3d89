/** The completion for bash: one function, which knows all words. File names where it knows none. */
import type { CompletedCommand, CompletedFlag } from "./words";

export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return `# bash completion of probe-storm
_probe_storm() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} list="" values="" flags="" words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names} help --help --version" -- "$current"))
    return
  fi
  case $command in
${commands.map(commandCase).join("\n")}
    help) words="${names}" ;;
  esac
  if [ -n "$list" ]; then
    local done=""
    case $current in *,*) done=\${current%,*}, ;; esac
    COMPREPLY=($(compgen -P "$done" -W "$list" -- "\${current##*,}"))
  elif [ -n "$values" ]; then
    COMPREPLY=($(compgen -W "$values" -- "$current"))
  elif [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  fi
}
complete -o default -F _probe_storm probe-storm
`;
}

function commandCase({ name, flags, words }: CompletedCommand): string {
  const valued = flags.filter(({ values }) => values.length > 0);
  return `    ${name})
      flags="${[...flags.map(({ flag }) => flag), "--help"].join(" ")}"
      words="${words.join(" ")}"
      case $before in
${valued.map(valueCase).join("")}      esac ;;`;
}

function valueCase({ flag, list, values }: CompletedFlag): string {
  return `        ${flag}) ${list ? "list" : "values"}="${values.join(" ")}" ;;\n`;
}
