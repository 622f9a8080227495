import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type * as Library from 'yaml';
import { UsageError } from './usage';

/** What `cdk8s.yaml` says; the other keys in it are for cdk8s alone. */
export interface Config {
  /** The command that runs the app. */
  readonly app: string;
  /** The folder for the manifests. @default 'dist' */
  readonly output: string;
}

/** `cdk8s.yaml` is missing or does not say what is needed. */
export class ConfigError extends UsageError {}

const FILE = 'cdk8s.yaml';
const EXAMPLE = '  language: typescript\n  app: node --import tsx apps/main.ts\n  output: dist';

/** @throws ConfigError where the file is missing or malformed, or where it does not say how to run the app */
export function readConfig(): Config {
  if (!existsSync(FILE))
    throw new ConfigError(
      `There is no ${FILE} in ${process.cwd()}. Change to the folder that has it, or write it:\n${EXAMPLE}`,
    );
  const { app, output = 'dist' } = parse(readFileSync(FILE, 'utf8'));
  if (!isText(app))
    throw new ConfigError(`${FILE}: app ${not(app)} the command that runs the app. Write for instance:\n${EXAMPLE}`);
  if (!isText(output))
    throw new ConfigError(`${FILE}: output ${not(output)} a folder. Write for instance:\n${EXAMPLE}`);
  const up = relative(resolve(output), process.cwd());
  if (up.split(sep)[0] !== '..' && !isAbsolute(up))
    throw new ConfigError(
      `${FILE}: output '${output}' holds this folder itself. Name a folder for the manifests alone, such as 'dist'.`,
    );
  return { app, output };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  const { parseDocument } = require('yaml') as typeof Library;
  const document = parseDocument(text);
  if (document.errors.length > 0) throw new ConfigError(`${FILE}: ${document.errors[0].message.trimEnd()}`);
  const config: unknown = document.toJS();
  if (typeof config !== 'object' || config === null || Array.isArray(config))
    throw new ConfigError(`${FILE} holds no keys and values. Write for instance:\n${EXAMPLE}`);
  return config as Record<string, unknown>;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const not = (value: unknown) =>
  value === undefined || value === null ? 'is missing:' : `is ${JSON.stringify(value)}, not`;
