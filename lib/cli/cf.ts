import { statSync } from 'node:fs';
import type * as Korifi from '../korifi';
import type * as Kro from '../kro/app';
import { UsageError } from './usage';

export interface CfCommandOptions {
  readonly org: string;
  readonly space: string;
  /** The first is the default domain; `name=guid` says the name of its CFDomain. @default those that routes of the manifest name */
  readonly domain?: readonly string[];
  /** Services of the space, as `name` or `name=guid`. @default those that the manifest names */
  readonly service?: readonly string[];
  /** @default 'korifi' */
  readonly backend?: 'korifi' | 'kro';
  /** Files with variables; later ones win. @default none */
  readonly varsFile?: readonly string[];
  /** As `name=value`; they win over files. @default none */
  readonly var?: readonly string[];
  /** As `app=secret`: the Secret with an app's variables, of which then none is printed. @default none */
  readonly secretEnv?: readonly string[];
  readonly imagePrefix?: string;
  /** @default 'text' */
  readonly format?: 'text' | 'json';
}

export interface CfIo {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** Prints the resources a push of a manifest would make, and yields the exit code: 1 for mistakes in it. */
export function cfCommand(manifest: string, options: CfCommandOptions, io: CfIo): 0 | 1 {
  const { ManifestError } = require('../korifi') as typeof Korifi;
  try {
    for (const file of [manifest, ...(options.varsFile ?? [])]) checkFile(file);
    io.stdout.write(push(manifest, options));
    return 0;
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    const { findings, message } = error;
    io.stdout.write(options.format === 'json' ? `${JSON.stringify({ findings }, null, 2)}\n` : `${message}\n`);
    return 1;
  }
}

function push(file: string, options: CfCommandOptions): string {
  const { CfManifest, CloudFoundry, secret } = require('../korifi') as typeof Korifi;
  const { KroApp } = require('../kro/app') as typeof Kro;
  const { backend = 'korifi', imagePrefix, secretEnv = [] } = options;
  const variables = Object.fromEntries((options.var ?? []).map(each => pair(each, '--var name=value')));
  const env = secretEnv.map(each => pair(each, '--secret-env app=secret')).map(([app, name]) => [app, secret(name)]);
  const manifest = CfManifest.fromFile(file, { variables, variablesFiles: options.varsFile });

  const app: Kro.KroApp = new KroApp({
    derive: [files => files.filter(({ path }) => path.startsWith(`${space.folder}/`))],
  });
  const foundation = new CloudFoundry(app, 'cf', { backend, imagePrefix });
  const { domain = manifest.domains, service = manifest.services } = options;
  const [first] = domain
    .map(named)
    .map(({ name, guid }, i) =>
      foundation.existingDomain(name, { guid: guid ?? (i === 0 ? 'default-domain' : undefined) }),
    );
  const defaultDomain = options.domain && first;
  const space = foundation.existingOrg(options.org).existingSpace(options.space);
  for (const { name, guid } of service.map(named)) space.existingService(name, { guid });
  manifest.addTo(space, { env: Object.fromEntries(env), defaultDomain });
  return app.synthYaml();
}

function checkFile(file: string): void {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new UsageError(`There is no file ${file}.`);
}

function pair(text: string, form: string): [name: string, value: string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new UsageError(`'${text}' is not of the form ${form}.`);
}

/** `name` or `name=guid`. */
function named(text: string): { readonly name: string; readonly guid?: string } {
  const [name, guid] = text.split('=');
  return { name, ...(guid && { guid }) };
}
