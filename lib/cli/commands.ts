import { Command, Option } from 'commander';
import type * as Cf from './cf';
import type * as Check from './check';
import type * as Diff from './diff';
import type * as Explain from './explain';
import type * as Gates from './gates';
import type * as Import from './import';
import type { ExitCode, Io } from './io';
import type * as Synth from './synth';

/** What a command is run with. */
export interface Run {
  readonly io: Io;
  /** Of this program. */
  readonly version: string;
  wantsTraces(): boolean;
  done(code: ExitCode): void;
}

/** The commands there are. Each is loaded when it runs: the others cost nothing. */
export const commandsFor = (run: Run): Command[] => [
  synth(run),
  imports(run),
  check(run),
  diff(run),
  explain(run),
  cf(run),
];

const synth = ({ io, wantsTraces, done }: Run): Command =>
  new Command('synth')
    .description('runs the app of cdk8s.yaml, which writes the manifests')
    .option('--check', 'write nothing, and fail where the folder is not what synth would write')
    .addOption(new Option('--fail-on <severity>', 'what keeps it from writing').choices(['error', 'warning']))
    .action(({ check, failOn }) => {
      const { synthCommand } = require('./synth') as typeof Synth;
      done(synthCommand({ check, failOn, verbose: wantsTraces() }, io));
    });

const imports = ({ io, done }: Run): Command =>
  new Command('import')
    .description('imports CRDs (files, folders, or - for standard input) as kinds')
    .argument('<crd...>')
    .option('--output <folder>', 'where the modules go', 'imports')
    .option('--types-from <path>', 'take the types of kinds from these CRDs instead; may be repeated', append)
    .option('--kind-module <module>', 'what the modules import Kind from', 'cdk8s-kro')
    .action(async (sources, options) => {
      const { importCommand } = require('./import') as typeof Import;
      done(await importCommand(sources, options, io));
    });

const check = ({ io, version, done }: Run): Command =>
  new Command('check')
    .description('checks graphs, instances and other objects together, as kro and the API server will')
    .argument('<path...>', 'files, folders, or - for standard input')
    .addOption(crds())
    .addOption(featureGates())
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that makes the exit code 1')
        .choices(['error', 'warning'])
        .default('error'),
    )
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json', 'sarif']).default('text'))
    .action(async (paths, options) => {
      const { checkCommand } = require('./check') as typeof Check;
      done(await checkCommand(paths, { ...options, version }, io));
    });

const diff = ({ io, done }: Run): Command =>
  new Command('diff')
    .description('tells what kro would do with what changed in a folder')
    .argument('[path]', 'a file or folder; by default the output folder of cdk8s.yaml, or dist')
    .requiredOption('--against <folder|revision>', 'what to compare with: a folder, or a revision of git')
    .addOption(crds())
    .addOption(featureGates())
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

const explain = ({ io, done }: Run): Command =>
  new Command('explain')
    .description('tells what a finding means, with an example of it and of what is right')
    .argument('[code]', 'as findings name it; without one, all are listed')
    .action(code => {
      const { explainCommand } = require('./explain') as typeof Explain;
      done(explainCommand(code, io));
    });

const cf = ({ io, done }: Run): Command =>
  new Command('cf')
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

const crds = (): Option =>
  new Option('--crds <path>', 'a file or folder with CRDs of kinds to know; may be repeated')
    .argParser(append)
    .default([]);

const featureGates = (): Option =>
  new Option('--feature-gates <gates>', 'those kro runs with, as CELOmitFunction=true').argParser(text =>
    (require('./gates') as typeof Gates).gatesOf(text),
  );

const append = (value: string, before: readonly string[] = []) => [...before, value];
