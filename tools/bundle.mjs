// Bundles scripts/*.ts into dist/*.js for k6: ES2020 modules for Sobek, k6's own modules left out, minified, source maps
// beside them. A Kubernetes ConfigMap holds a megabyte: a bundle that does not fit is refused.
import { build } from "esbuild";
import { readdirSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * `import source from "once:./file"`: the bundled file as text, to be evaluated once per process. k6 evaluates every
 * module in every VU; parsers and reports are too big for that (a YAML parser costs 0.6 MB per VU).
 */
const once = {
  name: "once",
  setup(context) {
    context.onResolve({ filter: /^once:/ }, (args) => ({
      path: resolve(dirname(args.importer), args.path.slice("once:".length)),
      namespace: "once",
    }));
    context.onLoad({ filter: /.*/, namespace: "once" }, async (args) => {
      const result = await build({
        entryPoints: [args.path + ".ts"],
        bundle: true,
        write: false,
        metafile: true,
        format: "iife",
        globalName: "loaded",
        target: "es2020",
        platform: "neutral",
        mainFields: ["module", "main"],
        external: ["k6", "k6/*"],
        charset: "utf8",
        // The names of functions stay: a fault in there is told by them.
        minifySyntax: true,
        minifyWhitespace: true,
        plugins: [once],
      });
      return {
        contents: `${result.outputFiles[0].text}\nreturn loaded;`,
        loader: "text",
        watchFiles: Object.keys(result.metafile.inputs).map((file) => resolve(file)),
      };
    });
  },
};

const scripts = readdirSync("scripts").filter((file) => file.endsWith(".ts"));
const { metafile } = await build({
  entryPoints: scripts.map((file) => `scripts/${file}`),
  outdir: "dist",
  bundle: true,
  format: "esm",
  target: "es2020",
  platform: "neutral",
  mainFields: ["module", "main"],
  external: ["k6", "k6/*"],
  sourcemap: "linked",
  sourcesContent: false,
  charset: "utf8",
  minify: true,
  plugins: [once],
  metafile: true,
  logLevel: "warning",
});

// A library that came in by a plain import costs each of a thousand VUs its tables and its compiled expressions.
const foreign = Object.keys(metafile.inputs).filter((file) => file.startsWith("node_modules/"));
if (foreign.length > 0) {
  process.stderr.write(`every VU would evaluate ${foreign.join(", ")}: import what needs it by once:\n`);
  process.exit(1);
}

const LARGEST = 1_000_000;
for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
  if (file.endsWith(".map") || bytes < LARGEST) continue;
  process.stderr.write(`${file} has ${bytes} bytes, and a Kubernetes ConfigMap holds no more than ${LARGEST}\n`);
  process.exit(1);
}
