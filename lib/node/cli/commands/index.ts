/** Every subcommand, in the order in which the help lists them. */
import type { Command } from "commander";
import { checkCommand } from "./check";
import { compareCommand } from "./compare";
import { completionCommand } from "./completion";
import { diffCommand } from "./diff";
import { doctorCommand } from "./doctor";
import { explainCommand } from "./explain";
import { minimalCommand } from "./minimal";
import { presetsCommand } from "./presets";
import { reportCommand } from "./report";
import { runCommand } from "./run";
import { schemaCommand } from "./schema";
import { serveCommand } from "./serve";
import { sweepCommand } from "./sweep";

export const commands: readonly (() => Command)[] = [
  runCommand,
  checkCommand,
  compareCommand,
  sweepCommand,
  minimalCommand,
  presetsCommand,
  explainCommand,
  reportCommand,
  diffCommand,
  doctorCommand,
  serveCommand,
  schemaCommand,
  completionCommand,
];
