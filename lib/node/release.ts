/**
 * `npm run release -- VERSION`: sets the version wherever it stands, builds the npm packages, and prints the commands that are left to do.
 * It pushes and publishes nothing itself: that takes the rights of a person.
 */
import { Refusal } from "../text/refusal";
import { refusalLine } from "../text/refusal-line";
import { messageOf, run } from "./child";
import { makePackages } from "./packages/make-packages";
import { PLATFORMS } from "./packages/platforms";
import { publishCommands } from "./packages/publish-commands";
import { setVersion } from "./packages/set-version";
import { isPrerelease, requireVersion } from "./packages/version";
import { ROOT } from "./root";

try {
  await release(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Refusal ? "" : "probe-storm: "}${messageOf(error)}\n`);
  process.exitCode = 1;
}

async function release(args: readonly string[]): Promise<void> {
  const [version, ...more] = args;
  if (version === undefined || more.length > 0) {
    throw new Refusal(refusalLine("release", args.join(" "), "npm run release -- VERSION"));
  }
  requireVersion(version, "release");
  setVersion(ROOT, version, new Date().toISOString().slice(0, 10));
  // A release promises its schema for good. One that is not yet a release promises nothing.
  await run("npm", ["run", "schema", ...(isPrerelease(version) ? [] : ["--", "--release"])], { cwd: ROOT });
  // The bundles may hold the version.
  await run("npm", ["run", "setup"], { cwd: ROOT });
  const packed = await makePackages(PLATFORMS);
  const commands = publishCommands(
    version,
    packed.map(({ file }) => file),
    ROOT,
  );
  process.stdout.write(`Look at the changes and at packages/, run npm test, then:\n\n${commands.join("\n")}\n`);
}
