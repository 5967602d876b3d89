import { defineConfig } from "vitest/config";

/** The unit tests that `npm run mutation` runs for each change that it makes to lib/. */
export default defineConfig({
  test: {
    include: ["test/{checkers,experiments,judge,measures,plan,report}/**/*.test.ts"],
    setupFiles: ["test/support/drawn-cases.ts"],
  },
});
