import eslint from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const k6Modules = {
  group: ["k6", "k6/*", "k6/x/*"],
  message: "Only lib/k6/ and scripts/ may import k6: lib/ runs under plain Node.",
};

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
    files: ["lib/**/*.ts", "thresholds/**/*.ts"],
    ignores: ["lib/k6/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [k6Modules, { group: ["node:*"], message: "lib/ also runs inside k6." }] },
      ],
    },
  },
);
