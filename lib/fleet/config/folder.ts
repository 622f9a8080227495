import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { didYouMean } from '../../schema/nearest';
import { type ConfigFile, readConfigFile } from './file';
import { type Layered, layered } from './layers';
import type { Mistake } from './mistake';
import { CONFIG, PARTIAL_SPOKE, SPOKE_FILE } from './schema';

/** A folder of configuration files: what they say, and what is wrong with each by itself. */
export interface ConfigFolder {
  readonly config: ConfigFile;
  /** The spokes of each hub, in the order of the hubs and of file names. */
  readonly spokes: readonly (readonly Layered[])[];
  readonly mistakes: readonly Mistake[];
}

/** A file to copy from, which is no spoke. */
export const TEMPLATE = 'template.yaml';

/** Reads `config.yaml`, `environments/*.yaml` and the spoke files of each hub. */
export function readFolder(folder: string): ConfigFolder {
  const config = readConfigFile(join(folder, 'config.yaml'), CONFIG);
  const environments = readAll(join(folder, 'environments'), PARTIAL_SPOKE);
  const mistakes = [...config.mistakes, ...[...environments.values()].flatMap(each => each.mistakes)];
  const spokes = foldersOf(config.value.hubs).map(name => {
    const files = readAll(join(folder, name), SPOKE_FILE);
    mistakes.push(...misplaced(join(folder, name)));
    mistakes.push(...[...files.values()].flatMap(file => file.mistakes));
    return [...files.values()].filter(isRead).map(file => {
      const environment = environments.get(file.value.environment as string);
      const spoke = layered([
        { from: file },
        ...(environment ? [{ from: environment }] : []),
        { from: config, at: 'defaults' },
      ]);
      // what its environment would have said is not missing
      mistakes.push(...(environment ? spoke.missing : unknownEnvironment(file, environments)));
      return spoke;
    });
  });
  return { config, spokes, mistakes };
}

/** A file that cannot be read is about no spoke; that is told already. */
const isRead = ({ mistakes }: ConfigFile) => mistakes.every(({ path }) => path !== '');

/** Where the spokes of each hub are, also of hubs that have mistakes. */
const foldersOf = (hubs: unknown): string[] =>
  Array.isArray(hubs) ? hubs.map(hub => (typeof hub?.spokes === 'string' ? hub.spokes : 'spokes')) : [];

/** The files of a folder by their names without `.yaml`. */
function readAll(folder: string, schema: typeof CONFIG): Map<string, ConfigFile> {
  const names = namesIn(folder).filter(name => name.endsWith('.yaml') && name !== TEMPLATE);
  return new Map(names.map(name => [name.slice(0, -5), readConfigFile(join(folder, name), schema)]));
}

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);

/** Files that Argo CD and synth would not see alike. */
const misplaced = (folder: string): Mistake[] =>
  namesIn(folder).flatMap(name => {
    const file = join(folder, name);
    const mistake = (message: string) => [{ file, line: 1, path: '', message }];
    if (/\.(yml|json)$/.test(name))
      return mistake(`Argo CD reads spokes from *.yaml only. Rename the file to ${name.replace(/\.\w+$/, '.yaml')}.`);
    if (!name.endsWith('.yaml') && statSync(file).isDirectory())
      return mistake(
        'Argo CD would read spokes from this folder too, and synth does not. Move its files up, or elsewhere.',
      );
    return [];
  });

function unknownEnvironment(file: ConfigFile, environments: ReadonlyMap<string, ConfigFile>): Mistake[] {
  const { environment } = file.value;
  if (typeof environment !== 'string' || environments.has(environment)) return [];
  const hint = didYouMean(environment, environments.keys()) ?? `There are ${[...environments.keys()].join(', ')}.`;
  const message = `There is no environments/${environment}.yaml. ${hint}`;
  return [{ file: file.file, line: file.lineOf('environment'), path: 'environment', message }];
}
