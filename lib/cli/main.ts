#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { commandsFor } from './commands';
import type { ExitCode, Io } from './io';
import { UsageError } from './usage';

/** Runs the command line, and yields its exit code. */
export async function main(args: readonly string[], io: Io = process): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = programOf(io, result => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // it has said what is wrong
    io.stderr.write(`${wantsTraces(program) ? traceOf(error) : messageOf(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function programOf(io: Io, done: (code: ExitCode) => void): Command {
  const program = new Command('cdk8s-kro')
    .description('Writes kro platforms as YAML, from TypeScript')
    .version(versionOf())
    .option('--verbose', 'show stack traces of errors')
    .exitOverride()
    .configureOutput({ writeOut: text => io.stdout.write(text), writeErr: text => io.stderr.write(text) })
    .showHelpAfterError('Run cdk8s-kro --help for what there is.');

  const run = { io, version: versionOf(), wantsTraces: () => wantsTraces(program), done };
  for (const command of commandsFor(run)) program.addCommand(command.copyInheritedSettings(program));
  return program;
}

const wantsTraces = (program: Command) => Boolean(program.opts().verbose || process.env.DEBUG);
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const traceOf = (error: unknown) => (error instanceof Error ? error.stack : String(error));

/** The version of the package this file is in, as source or compiled. */
function versionOf(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
}

if (require.main === module) {
  process.stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
    process.exit(); // who reads us has enough, as head does
  });
  main(process.argv.slice(2)).then(code => {
    process.exitCode = code;
  });
}
