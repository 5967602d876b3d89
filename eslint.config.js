import eslint from "@eslint/js";
import { defineConfig } from "eslint/config";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import { builtinModules } from "node:module";
import tseslint from "typescript-eslint";

const K6 = "Only lib/k6/ and scripts/ may import k6: lib/ runs under plain Node.";
const NODE = "lib/ also runs inside k6.";

/** The folders of lib/, each of which imports only from those before it: docs/architecture.md says what lives there. */
const ROOMS = [
  "text",
  "model",
  "wire",
  "checkers",
  "clients",
  "source",
  "readers",
  "settings",
  "plan",
  "judge",
  "report",
  "experiments",
  "k6",
];

const laterRooms = (room) => ROOMS.slice(ROOMS.indexOf(room) + 1).map((later) => `./lib/${later}`);

/** `k6`, `k6/…`, and lib/k6/ by any path: what imports them imports k6. */
const K6_MODULE = "(^|[:/])k6(/|$)";
const NODE_MODULE = `^(node:.*|(${builtinModules.filter((name) => !name.startsWith("_")).join("|")})(/.*)?)$`;

const inLiteral = (pattern) => `Literal[value=/${pattern.replace(/\//g, "\\/")}/]`;
const restricted = (names, message) => names.map((name) => ({ name, message }));

export default defineConfig(
  { ignores: ["dist/", "bin/", "out/", "node_modules/"] },
  eslint.configs.recommended,
  tseslint.configs.strict,
  {
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/restrict-template-expressions": "off",
    },
  },
  {
    files: ["**/*.mjs", "eslint.config.js"],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
  },
  {
    files: ["lib/**/*.ts"],
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js", ".json"] })],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
    },
    rules: {
      "import-x/no-restricted-paths": [
        "error",
        {
          basePath: import.meta.dirname,
          zones: ROOMS.filter((room) => laterRooms(room).length > 0).map((room) => ({
            target: `./lib/${room}`,
            from: laterRooms(room),
            message: `lib/${room}/ imports only from rooms above it: ${ROOMS.slice(0, ROOMS.indexOf(room)).join(", ") || "none"}.`,
          })),
        },
      ],
      "import-x/no-cycle": "error",
    },
  },
  {
    files: ["lib/**/*.ts", "thresholds/**/*.ts"],
    ignores: ["lib/k6/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: K6_MODULE, message: K6 },
            { regex: NODE_MODULE, message: NODE },
          ],
        },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: `ImportExpression > ${inLiteral(K6_MODULE)}`, message: K6 },
        { selector: `TSImportType ${inLiteral(K6_MODULE)}`, message: K6 },
        { selector: `ImportExpression > ${inLiteral(NODE_MODULE)}`, message: NODE },
        // What is put together at run time may be either.
        { selector: "ImportExpression[source.type!='Literal']", message: K6 },
        { selector: "TSImportEqualsDeclaration > TSExternalModuleReference", message: K6 },
      ],
      "no-restricted-globals": [
        "error",
        ...restricted(["require", "__ENV", "__VU", "__ITER", "open"], K6),
        ...restricted(["process", "Buffer", "global", "URL", "TextEncoder", "TextDecoder", "setTimeout"], NODE),
      ],
      "no-eval": "error",
      "no-new-func": "error",
    },
  },
);
