#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import type * as Cf from './cf';
import type * as Check from './check';
import type * as Diff from './diff';
import type * as Explain from './explain';
import type { Stdin } from './files';
import type * as Gates from './gates';
import type * as Import from './import';
import type { Output } from './progress';
import type * as Synth from './synth';
import { UsageError } from './usage';

/** Where a command reads and writes. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** @default process.stdin */
  readonly stdin?: Stdin;
}

/** 0: fine, 1: findings, differences or a failed app, 2: wrong usage. */
export type ExitCode = 0 | 1 | 2;

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

  // commands are loaded when they run: the others cost nothing
  program
    .command('synth')
    .description('runs the app of cdk8s.yaml, which writes the manifests')
    .option('--check', 'write nothing, and fail where the folder is not what synth would write')
    .addOption(new Option('--fail-on <severity>', 'what keeps it from writing').choices(['error', 'warning']))
    .action(({ check, failOn }) => {
      const { synthCommand } = require('./synth') as typeof Synth;
      done(synthCommand({ check, failOn, verbose: wantsTraces(program) }, io));
    });
  program
    .command('import')
    .description('imports CRDs (files, folders, or - for standard input) as kinds')
    .argument('<crd...>')
    .option('--output <folder>', 'where the modules go', 'imports')
    .option('--types-from <path>', 'take the types of kinds from these CRDs instead; may be repeated', append)
    .option('--kind-module <module>', 'what the modules import Kind from', 'cdk8s-kro')
    .action(async (sources, options) => {
      const { importCommand } = require('./import') as typeof Import;
      done(await importCommand(sources, options, io));
    });
  program
    .command('check')
    .description('checks graphs, instances and other objects together, as kro and the API server will')
    .argument('<path...>', 'files, folders, or - for standard input')
    .option('--crds <path>', 'a file or folder with CRDs of kinds to know; may be repeated', append, [])
    .option('--feature-gates <gates>', 'those kro runs with, as CELOmitFunction=true', gates)
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that makes the exit code 1')
        .choices(['error', 'warning'])
        .default('error'),
    )
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json', 'sarif']).default('text'))
    .action(async (paths, options) => {
      const { checkCommand } = require('./check') as typeof Check;
      done(await checkCommand(paths, { ...options, version: versionOf() }, io));
    });
  program
    .command('diff')
    .description('tells what kro would do with what changed in a folder')
    .argument('[path]', 'a file or folder; by default the output folder of cdk8s.yaml, or dist')
    .requiredOption('--against <folder|revision>', 'what to compare with: a folder, or a revision of git')
    .option('--crds <path>', 'a file or folder with CRDs of kinds to know; may be repeated', append, [])
    .option('--feature-gates <gates>', 'those kro runs with, as CELOmitFunction=true', gates)
    .addOption(
      new Option('--fail-on <what>', 'the differences that make the exit code 1')
        .choices(['difference', 'breaking'])
        .default('difference'),
    )
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action(async (path, options) => {
      const { diffCommand } = require('./diff') as typeof Diff;
      done(await diffCommand(path, options, io));
    });
  program
    .command('explain')
    .description('tells what a finding means, with an example of it and of what is right')
    .argument('[code]', 'as findings name it; without one, all are listed')
    .action(code => {
      const { explainCommand } = require('./explain') as typeof Explain;
      done(explainCommand(code, io));
    });
  program
    .command('cf')
    .description('prints the Cloud Foundry resources a push of a manifest would make')
    .argument('<manifest>')
    .option('-o, --org <name>', 'the organization', 'default')
    .option('-s, --space <name>', 'the space', 'default')
    .option('--domain <name[=guid]>', 'a domain there is, the default one first; may be repeated', append)
    .option('--service <name[=guid]>', 'a service of the space; may be repeated', append)
    .addOption(new Option('--backend <backend>', 'who runs it').choices(['korifi', 'kro']).default('korifi'))
    .option('--vars-file <file>', 'a file with ((variables)); may be repeated', append)
    .option('--var <name=value>', 'a variable; may be repeated', append)
    .option('--secret-env <app=secret>', "the Secret with an app's variables, instead of printing them", append)
    .option('--image-prefix <prefix>', 'where the images of source code are')
    .addOption(new Option('--format <format>', 'how to print mistakes').choices(['text', 'json']).default('text'))
    .action((manifest, options) => {
      const { cfCommand } = require('./cf') as typeof Cf;
      done(cfCommand(manifest, options, io));
    });
  return program;
}

const gates = (text: string) => (require('./gates') as typeof Gates).gatesOf(text);
const append = (value: string, before: readonly string[] = []) => [...before, value];

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
