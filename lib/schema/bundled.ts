import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expandSchema, type StoredSchema } from './expand';
import type { Schema } from './openapi';

/**
 * The folder of the imported kinds: beside `lib` in the sources, beside `build` in the package. Code that is bundled into one file
 * finds it through the package, which has to stay outside of the bundle, or where CDK8S_KRO_IMPORTS says.
 */
export function importsFolder(): string {
  const named = process.env.CDK8S_KRO_IMPORTS;
  const near = [join(__dirname, '../../imports'), join(__dirname, '../../../imports')];
  const found = [...(named ? [named] : near)].find(folder => existsSync(join(folder, 'index.json')));
  return found ?? packagedFolder(named ?? near[0]);
}

function packagedFolder(tried: string): string {
  try {
    return dirname(createRequire(__filename).resolve('cdk8s-kro/imports/index.json'));
  } catch (cause) {
    const hint = 'Keep cdk8s-kro/imports outside of the bundle, or set CDK8S_KRO_IMPORTS to the folder.';
    throw new Error(`The imported kinds are neither in ${tried} nor in the package cdk8s-kro. ${hint}`, { cause });
  }
}

const schemas = new Map<string, Schema>();
const documents = new Map<string, StoredSchema>();

/** The schema a file of an imports folder holds, read once. */
export function storedSchema(file: string): Schema {
  const known = schemas.get(file);
  if (known) return known;
  const schema = expandSchema(readFileSync(file, 'utf8'), name => storedDocument(join(dirname(file), name))) as Schema;
  schemas.set(file, schema);
  return schema;
}

function storedDocument(file: string): StoredSchema {
  const document: StoredSchema = documents.get(file) ?? JSON.parse(readFileSync(file, 'utf8'));
  documents.set(file, document);
  return document;
}
