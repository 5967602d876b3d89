/** `npm run demo`: the story, told by the k6 of this clone. */
import { messageOf } from "./child";
import { tellStory } from "./demo-story";

try {
  await tellStory([
    "./bin/k6 run dist/probe-storm.js",
    "./bin/k6 run dist/probe-storm.js -e TARGET=host:port -e CHECKER=alibaba-clb",
  ]);
} catch (error) {
  process.stderr.write(`probe-storm: ${messageOf(error)}\n`);
  process.exitCode = 1;
}
