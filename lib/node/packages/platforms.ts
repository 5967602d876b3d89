/** The platforms that have a package with k6: its name on npm, what npm and Go call the platform, and the file that is started. */

export interface Platform {
  /** As Node says it: `process.platform` and `process.arch`. */
  name: string;
  /** npm's words: it installs only the package that fits. */
  os: NodeJS.Platform;
  cpu: NodeJS.Architecture;
  goos: string;
  goarch: string;
  /** From the package's folder. */
  binary: string;
}

export const PLATFORMS: readonly Platform[] = [
  { name: "linux-x64", os: "linux", cpu: "x64", goos: "linux", goarch: "amd64", binary: "bin/k6" },
  { name: "linux-arm64", os: "linux", cpu: "arm64", goos: "linux", goarch: "arm64", binary: "bin/k6" },
  { name: "darwin-x64", os: "darwin", cpu: "x64", goos: "darwin", goarch: "amd64", binary: "bin/k6" },
  { name: "darwin-arm64", os: "darwin", cpu: "arm64", goos: "darwin", goarch: "arm64", binary: "bin/k6" },
  { name: "win32-x64", os: "win32", cpu: "x64", goos: "windows", goarch: "amd64", binary: "bin/k6.exe" },
];

export function packageOf({ name }: Platform): string {
  return `@probe-storm/k6-${name}`;
}

/** undefined: there is no package for it. */
export function platformOf(os: string, cpu: string): Platform | undefined {
  return PLATFORMS.find((platform) => platform.os === os && platform.cpu === cpu);
}
