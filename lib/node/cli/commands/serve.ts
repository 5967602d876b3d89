/** `probe-storm serve`: one of the flawed servers by itself, as `k6 x healthcheck serve` and `k6 x healthcheck flaws` have them. */
import { Command, Option } from "commander";
import { settings } from "../../../settings/settings";
import { refusal } from "../../../text/refusal";
import { withExamples } from "../help";
import { outsideFrom } from "../outside";
import { endAs, runK6 } from "../run-k6";

const FLAGS = ["flaw", "listen", "backlog"] as const;

export function serveCommand(): Command {
  const command = new Command("serve")
    .summary("run a server with a flaw, to try checks on")
    .description(
      `Run a server with a flaw until Ctrl-C, then print what it saw: something to try checks on.
The first line says where it listens.`,
    )
    .argument("[flaws]", "the word flaws: lists the flaws")
    .addOption(new Option("--flaw <name>", "which server (default: stuck-greeting)"))
    .addOption(new Option("--listen <ip:port>", "port 0 picks a free one (default: 127.0.0.1:4000)"))
    .addOption(new Option("--backlog <number>", "length of its accept queue (default: 128)"))
    .addOption(new Option("--json", "one JSON object per line"))
    .action(async (verb: string | undefined, options: Record<string, string | boolean>) => {
      if (verb !== undefined && verb !== "flaws")
        throw refusal("serve", verb, "flaws, or nothing", { known: ["flaws"] });
      const given = FLAGS.flatMap((name) =>
        options[name] === undefined ? [] : [`--${name}=${String(options[name])}`],
      );
      const [flag] = given;
      if (verb === "flaws" && flag !== undefined) throw refusal("serve flaws", flag, "--json, or nothing");
      if (options.backlog !== undefined) {
        settings.BACKLOG.syntax.read(String(options.backlog), "--backlog", outsideFrom(process.cwd()));
      }
      const json = options.json === true ? ["--json"] : [];
      endAs(await runK6(["x", "healthcheck", verb ?? "serve", ...given, ...json], "messages"));
    });
  return withExamples(command, [
    "probe-storm serve",
    "probe-storm serve --flaw healthy-greeting --listen 127.0.0.1:4000",
    "probe-storm serve flaws",
  ]);
}
