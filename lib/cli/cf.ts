import { statSync } from 'node:fs';
import { isObjectName } from '../graph/names';
import type * as Korifi from '../korifi';
import type * as Names from '../korifi/rules/names';
import type * as Kro from '../kro/app';
import type { Io } from './io';
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

/** Prints the resources a push of a manifest would make, and yields the exit code: 1 for mistakes in it. */
export function cfCommand(manifest: string, options: CfCommandOptions, io: Io): 0 | 1 {
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
  const { CfManifest, CloudFoundry } = require('../korifi') as typeof Korifi;
  const { KroApp } = require('../kro/app') as typeof Kro;
  const { org, space: spaceName, backend = 'korifi', imagePrefix, varsFile: variablesFiles } = options;
  const said = saidIn(options);
  const manifest = CfManifest.fromFile(file, { variables: said.variables, variablesFiles });
  const unknown = Object.keys(said.env).find(app => !manifest.apps.includes(app));
  if (unknown !== undefined)
    throw new UsageError(`--secret-env ${unknown}: ${file} has no such app, only ${manifest.apps.join(', ')}.`);

  const app: Kro.KroApp = new KroApp({
    derive: [files => files.filter(({ path }) => path.startsWith(`${space.folder}/`))],
  });
  const foundation = new CloudFoundry(app, 'cf', { backend, imagePrefix });
  const { domains = manifest.domains.map(unnumbered), services = manifest.services.map(unnumbered) } = said;
  const [first] = domains.map(({ name, guid }, i) =>
    foundation.existingDomain(name, { guid: guid ?? (i === 0 ? 'default-domain' : undefined) }),
  );
  const space = foundation.existingOrg(org).existingSpace(spaceName);
  for (const { name, guid } of services) space.existingService(name, { guid });
  manifest.addTo(space, { env: said.env, defaultDomain: said.domains && first });
  return app.synthYaml();
}

/** @throws UsageError where an option cannot be used */
function saidIn({ org, space, domain, service, var: variables = [], secretEnv = [] }: CfCommandOptions) {
  const { secret } = require('../korifi') as typeof Korifi;
  for (const [option, name] of Object.entries({ org, space }))
    if (name === '') throw new UsageError(`--${option} is empty. Write its name.`);
  const env = secretEnv.map(each => pair(each, '--secret-env app=secret'));
  const nameless = env.find(([, name]) => !isObjectName(name, 'v1'));
  if (nameless) throw new UsageError(`--secret-env ${nameless.join('=')}: '${nameless[1]}' is no name of a Secret.`);
  return {
    variables: Object.fromEntries(variables.map(each => pair(each, '--var name=value'))),
    env: Object.fromEntries(env.map(([app, name]) => [app, secret(name)])),
    domains: domain?.map(domainNamed),
    services: service?.map(each => named(each, '--service name[=guid]')),
  };
}

function checkFile(file: string): void {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new UsageError(`There is no file ${file}.`);
}

function pair(text: string, form: string): [name: string, value: string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new UsageError(`'${text}' is not of the form ${form}.`);
}

interface Named {
  readonly name: string;
  readonly guid?: string;
}

const unnumbered = (name: string): Named => ({ name });

/** `name` or `name=guid`. */
function named(text: string, form: string): Named {
  const [name, guid] = text.includes('=') ? pair(text, form) : [text];
  if (name === '' || guid === '') throw new UsageError(`'${text}' is not of the form ${form}.`);
  return { name, ...(guid && { guid }) };
}

function domainNamed(text: string): Named {
  const { domainProblem } = require('../korifi/rules/names') as typeof Names;
  const found = named(text, '--domain name[=guid]');
  const problem = domainProblem(found.name);
  if (problem) throw new UsageError(`--domain ${text}: ${problem}`);
  return found;
}
