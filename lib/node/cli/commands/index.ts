/** Every subcommand, in the order in which the help lists them. */
import type { Command } from "commander";
import { presetsCommand } from "./presets";
import { diffCommand } from "./diff";
import { doctorCommand } from "./doctor";
import { runCommand } from "./run";
import { schemaCommand } from "./schema";

export const commands: readonly (() => Command)[] = [
  runCommand,
  presetsCommand,
  diffCommand,
  schemaCommand,
  doctorCommand,
];
