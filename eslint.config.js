import eslint from "@eslint/js";
import { defineConfig } from "eslint/config";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import { builtinModules } from "node:module";
import tseslint from "typescript-eslint";

const K6 = "Only lib/k6/ and scripts/ may import k6: lib/ runs under plain Node.";
const NODE = "Only lib/node/ may use Node: lib/ also runs inside k6.";

const CODES = "lib/judge/ concludes in codes and numbers: lib/report/ writes the words.";
const NUMBERS = "lib/measures/ comes to codes and numbers: lib/report/ writes the words.";
const CONCLUSIONS =
  "lib/experiments/ concludes in codes and numbers: its conclude-*.ts alone hand them to lib/report/, which writes the words.";

/** The folders of lib/, each of which imports only from those before it: docs/architecture.md says what lives there. */
const ROOMS = [
  "text",
  "model",
  "wire",
  "checkers",
  "clients",
  "source",
  "readers",
  "measures",
  "settings",
  "plan",
  "judge",
  "report",
  "experiments",
  "k6",
  "node",
];

const laterRooms = (room) => ROOMS.slice(ROOMS.indexOf(room) + 1).map((later) => `./lib/${later}`);

/** `k6`, `k6/…`, and lib/k6/ by any path: what imports them imports k6. */
const K6_MODULE = "(^|[:/])k6(/|$)";
/** The same for lib/node/, which also starts the binary of that name. */
const K6_ROOM = "^(once:|lazy:)?([.][.]/)*k6(/|$)";
const NODE_MODULE = `^(node:.*|(${builtinModules.filter((name) => !name.startsWith("_")).join("|")})(/.*)?)$`;

const NODE_GLOBALS = ["process", "Buffer", "global", "URL", "TextEncoder", "TextDecoder", "setTimeout"];

const NEITHER = [
  { regex: K6_MODULE, message: K6 },
  { regex: NODE_MODULE, message: NODE },
];

const inLiteral = (pattern) => `Literal[value=/${pattern.replace(/\//g, "\\/")}/]`;
/** What else reaches a module of k6: by its name, or by one that is put together at run time. */
const k6Expressions = (pattern) => [
  { selector: `ImportExpression > ${inLiteral(pattern)}`, message: K6 },
  { selector: `TSImportType ${inLiteral(pattern)}`, message: K6 },
  { selector: "ImportExpression[source.type!='Literal']", message: K6 },
];
const restricted = (names, message) => names.map((name) => ({ name, message }));

export default defineConfig(
  { ignores: ["dist/", "bin/", "packages/", "out/", "node_modules/", ".stryker-tmp/"] },
  eslint.configs.recommended,
  tseslint.configs.strict,
  {
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/restrict-template-expressions": "off",
    },
  },
  {
    files: ["**/*.mjs"],
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
    ignores: ["lib/k6/**", "lib/node/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: NEITHER,
        },
      ],
      "no-restricted-syntax": [
        "error",
        ...k6Expressions(K6_MODULE),
        { selector: `ImportExpression > ${inLiteral(NODE_MODULE)}`, message: NODE },
        { selector: "TSImportEqualsDeclaration > TSExternalModuleReference", message: K6 },
      ],
      "no-restricted-globals": [
        "error",
        ...restricted(["require", "__ENV", "__VU", "__ITER", "open"], K6),
        ...restricted(NODE_GLOBALS, NODE),
      ],
      "no-eval": "error",
      "no-new-func": "error",
    },
  },
  {
    files: ["lib/**/*.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "error" },
  },
  {
    files: ["lib/judge/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [...NEITHER, { regex: "(^|/)text(/|$)", message: CODES }] }],
    },
  },
  {
    files: ["lib/measures/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [...NEITHER, { regex: "(^|/)text/(format|duration)$", message: NUMBERS }] },
      ],
    },
  },
  {
    files: ["lib/experiments/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [...NEITHER, { regex: "(^|/)(report/|text/(format|duration)$)", message: CONCLUSIONS }] },
      ],
    },
  },
  {
    files: ["lib/experiments/conclude-*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [...NEITHER, { regex: "(^|/)text/(format|duration)$", message: CONCLUSIONS }] },
      ],
    },
  },
  {
    files: ["lib/k6/**/*.ts", "scripts/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [{ regex: NODE_MODULE, message: NODE }] }],
      "no-restricted-syntax": ["error", { selector: `ImportExpression > ${inLiteral(NODE_MODULE)}`, message: NODE }],
      "no-restricted-globals": ["error", ...restricted(NODE_GLOBALS, NODE)],
    },
  },
  {
    files: ["lib/node/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [{ regex: K6_ROOM, message: K6 }] }],
      "no-restricted-syntax": ["error", ...k6Expressions(K6_ROOM)],
    },
  },
);
