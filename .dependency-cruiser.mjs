/** No circle of imports in lib/, those of types as well: eslint's import-x/no-cycle passes over `import type`. `npm run lint` asks it. */
export default {
  forbidden: [
    {
      name: "no-circle",
      comment:
        "Two files that import each other, by whatever way and be it for types alone, are one: part them otherwise.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    includeOnly: "^(lib|thresholds|scripts|index\\.d\\.ts|runtime\\.d\\.ts)",
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".d.ts", ".mjs"] },
  },
};
