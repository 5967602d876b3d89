/** Makes the OCI image for Linux, amd64 and arm64, without Docker: an OCI layout as one archive. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../child";
import { GO_ENV } from "../k6-build.mjs";
import { goComponents, k6Licence } from "../packages/go-licences";
import { licencesText } from "../packages/licences";
import { bundledComponents } from "../packages/npm-licences";
import { buildPlatformK6 } from "../packages/platform-k6";
import { PLATFORMS, type Platform } from "../packages/platforms";
import { ROOT } from "../root";
import { imageDescription, type ImageDescription } from "./image-description";

/** A Go module of its own: what writes images is no part of the extension. */
const WRITER = join(ROOT, ".ci", "image");

/** @param archive is written anew */
export async function makeImage(archive: string): Promise<void> {
  const tools = mkdtempSync(join(tmpdir(), "probe-storm-image-"));
  try {
    await run("go", ["build", "-o", tools, "./..."], { cwd: WRITER, env: GO_ENV });
    const description = await describe(await run(join(tools, "roots"), []));
    mkdirSync(dirname(archive), { recursive: true });
    await write(join(tools, "ociimage"), archive, description);
  } finally {
    rmSync(tools, { recursive: true, force: true });
  }
}

async function describe(certificates: string): Promise<ImageDescription> {
  const { version, description, homepage, license } = JSON.parse(
    readFileSync(join(ROOT, "package.json"), "utf8"),
  ) as Record<"version" | "description" | "homepage" | "license", string>;
  const text = readFileSync(join(ROOT, "LICENSE"), "utf8");
  const own = { name: "probe-storm", version, texts: [text] };
  const binaries = [];
  // One after the other: each keeps all cores busy.
  for (const platform of PLATFORMS.filter(({ os }) => os === "linux")) {
    const file = await buildPlatformK6(platform, join(ROOT, "packages", "builds"));
    binaries.push({ platform, file, thirdParty: await thirdParty(platform, own) });
  }
  return imageDescription({
    version,
    description,
    homepage,
    // Docker shows it as the image's age. The same sources give the same bytes, unless somebody wants another time.
    created: Number(process.env.SOURCE_DATE_EPOCH ?? 0),
    certificates,
    licences: { [`${license}.txt`]: text, "AGPL-3.0.md": (await k6Licence()).text },
    scripts: Object.fromEntries(bundles().map((name) => [name, join(ROOT, "dist", name)])),
    binaries,
  });
}

async function thirdParty(platform: Platform, own: Parameters<typeof licencesText>[1][number]): Promise<string> {
  const components = [own, ...(await goComponents(platform)), ...bundledComponents()];
  return licencesText(`What the image for ${platform.goos}/${platform.goarch} is made of.`, components);
}

/** For k6 alone: there is no Node in the image. k6 looks for the source maps, and warns where it finds none. */
function bundles(): string[] {
  const scripts = readdirSync(join(ROOT, "scripts")).filter((file) => file.endsWith(".ts"));
  return scripts.flatMap((file) => [file.replace(/ts$/, "js"), file.replace(/ts$/, "js.map")]).sort();
}

function write(writer: string, archive: string, description: ImageDescription): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(writer, [archive], { stdio: ["pipe", "ignore", "inherit"] });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${writer} ended with ${code}`));
    });
    child.stdin.end(JSON.stringify(description));
  });
}
