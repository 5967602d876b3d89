/** `npm run presets` is `probe-storm presets`, from the sources. */
import { runProgram } from "./cli/program";
import { USER_FOLDER } from "./root";

process.chdir(USER_FOLDER);
await runProgram(["presets", ...process.argv.slice(2)]);
