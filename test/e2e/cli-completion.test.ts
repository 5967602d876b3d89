/** The completion that the shells really offer: bash, zsh and fish with what `probe-storm completion` prints. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ownFolder, runCli } from "../support/cli";
import { hasTool } from "../support/tools";

/** What somebody has typed before pressing the tab key, and a few of the words that must be offered, and must not. */
const cases: [typed: string, offered: string[], not: string[]][] = [
  ["probe-storm co", ["compare", "completion"], ["run"]],
  ["probe-storm run --client-r", ["--client-rate"], ["--client-tls"]],
  ["probe-storm run --checker alibaba-", ["alibaba-clb", "alibaba-nlb"], ["haproxy"]],
  ["probe-storm compare --checkers rst,aws-", ["rst,aws-nlb", "rst,aws-clb"], ["rst,haproxy"]],
  ["probe-storm run --flaw healthy", ["healthy", "healthy-greeting"], ["leak"]],
  ["probe-storm sweep --client mysq", ["mysql"], ["smtp"]],
  ["probe-storm explain octa", ["octavia"], ["haproxy"]],
];

async function completion(shell: string): Promise<string> {
  const { code, stdout, stderr } = await runCli(["completion", shell]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const file = join(ownFolder(), `probe-storm.${shell}`);
  writeFileSync(file, stdout);
  return file;
}

function run(shell: string, args: string[]): string[] {
  const { status, stdout, stderr } = spawnSync(shell, args, { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.split(/\s+/).filter(Boolean);
}

test("bash", async () => {
  const file = await completion("bash");
  for (const [typed, offered, not] of cases) {
    const script = `source "$1"; COMP_WORDS=($2); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _probe_storm; echo "\${COMPREPLY[@]}"`;
    const words = run("bash", ["--norc", "-c", script, "bash", file, typed]);
    expect(words, typed).toEqual(expect.arrayContaining(offered));
    for (const word of not) expect(words, typed).not.toContain(word);
  }
});

test.skipIf(!hasTool("fish"))("fish", async () => {
  const file = await completion("fish");
  for (const [typed, offered, not] of cases) {
    const script = "source $argv[1]; complete -C $argv[2] | string replace -r '\\t.*' ''; true";
    const words = run("fish", ["--no-config", "-c", script, file, typed]);
    expect(words, typed).toEqual(expect.arrayContaining(offered));
    for (const word of not) expect(words, typed).not.toContain(word);
  }
});

/** What is offered is listed: each case is typed at a prompt, with the keys that list what matches. */
test.skipIf(!hasTool("zsh"))("zsh", async () => {
  const file = await completion("zsh");
  for (const [typed, offered, not] of cases) {
    const script = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PROMPT="> "; setopt list_ambiguous; LISTMAX=999; autoload -U compinit; compinit -u -D; bindkey "^[l" list-choices; stty columns 250 rows 50; source "'$1'"; echo READY'
zpty -r -m shell _ '*READY*READY*'
zpty -w -n shell "$2"$'\\e'l
zpty -r -m shell list "*$3*"
zpty -w -n shell $'\\C-e; echo END\\n'
zpty -r -m shell all '*END*END*'
print -r -- "$list$all"
zpty -d shell`;
    const { stdout } = spawnSync("zsh", ["-f", "-c", script, "zsh", file, typed, offered[0]!.replace("rst,", "")], {
      encoding: "utf8",
      timeout: 30_000,
    });
    // eslint-disable-next-line no-control-regex -- a terminal's escapes
    const words = stdout.replace(/\x1b\[[0-9;?]*[a-zA-Z]/g, " ").split(/[\s,]+/);
    expect(words, `${typed}: ${stdout}`).toEqual(
      expect.arrayContaining(offered.map((word) => word.replace("rst,", ""))),
    );
    for (const word of not) expect(words, typed).not.toContain(word.replace("rst,", ""));
  }
});
