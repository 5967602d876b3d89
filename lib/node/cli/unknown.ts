/** Flags, arguments and commands that there are not: one line, with the nearest that there is. */
import type { Command } from "commander";
import { listed } from "../../text/format";
import { nearest, refusal, Refusal } from "../../text/refusal";

/** commander leaves what it does not know among the arguments: flags begin with a dash, and words are too many. */
export function refuseUnknown(command: Command): void {
  const flag = command.args.find((arg) => /^-./.test(arg));
  if (flag !== undefined) throw unknownFlag(command, flag);
  if (command.parent === null || command.registeredArguments.some(({ variadic }) => variadic)) return;
  const extra = command.args[command.registeredArguments.length];
  if (extra !== undefined) throw refusal(nameOf(command), extra, `"${nameOf(command)} ${command.usage()}"`);
}

export function refuseUnknownCommand(program: Command): void {
  const [word] = program.args;
  if (word === undefined) program.help({ error: true });
  requireCommand(program, word, "probe-storm");
}

/** @throws Refusal unless there is a command of that name */
export function requireCommand(program: Command, word: string, place: string): void {
  const known = program.commands.flatMap((command) => [command.name(), ...command.aliases()]);
  if (!known.includes(word)) throw refusal(place, word, `one of the commands ${known.join(", ")}`, { known });
}

/** What stands behind `=` may be a secret. */
function unknownFlag(command: Command, flag: string): Refusal {
  const name = flag.replace(/=.*/s, "");
  const known = command.options.flatMap(({ long }) => long?.slice(2) ?? []);
  const near = nearest(name.replace(/^-+/, ""), known);
  const has = (other: Command) => other.options.some(({ long }) => long === name);
  const others = command.parent?.commands.filter(has).map(nameOf) ?? [];
  const helpFlag = command.options.some(({ long }) => long === "--help-all") ? "--help-all" : "--help";
  const expected = `one of its flags, which ${nameOf(command)} ${helpFlag} lists`;
  if (others.length > 0)
    return refusal(nameOf(command), name, expected, {
      why: `${listed(others)} ${others.length > 1 ? "have" : "has"} it`,
    });
  return refusal(nameOf(command), name, expected, near === undefined ? {} : { meant: `--${near}` });
}

/** With the commands that it stands below. */
export function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}
