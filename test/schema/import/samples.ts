import { generate, type Import, type Imported } from '../../../lib/schema/import/generate';
import { printProblem } from '../../../lib/schema/import/problem';

export interface CrdProps {
  readonly group?: string;
  readonly kind?: string;
  readonly plural?: string;
  readonly scope?: string;
  /** Schema by version; all are served. */
  readonly versions?: { readonly [version: string]: unknown };
}

/** A CRD of our own. */
export function crd(props: CrdProps = {}) {
  const { group = 'shop.example.com', kind = 'Cart', scope = 'Namespaced', versions = { v1: root({}) } } = props;
  const { plural = `${kind.toLowerCase()}s` } = props;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: { kind, plural, singular: kind.toLowerCase() },
      scope,
      versions: Object.entries(versions).map(([name, openAPIV3Schema], i) => ({
        name,
        served: true,
        storage: i === 0,
        schema: { openAPIV3Schema },
      })),
    },
  };
}

/** The schema of a whole object with these fields beside the usual ones. */
export const root = (properties: object, more: object = {}) => ({
  type: 'object',
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object' },
    ...properties,
  },
  ...more,
});

export const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

export const input = (source: string, ...documents: unknown[]) => ({
  source,
  text: documents.map(document => JSON.stringify(document)).join('\n---\n'),
});

export const generateOf = (...documents: unknown[]) => generate({ sources: [input('a.yaml', ...documents)] });

/** The module of the group of our samples. */
export const moduleOf = (...documents: unknown[]) => fileOf(generateOf(...documents), 'shop.example.com.ts');

export function fileOf(imported: Imported, file: string): string {
  expect(problemsOf(imported)).toEqual([]);
  return imported.files.get(file) ?? `no ${file}`;
}

export const problemsOf = ({ problems }: Imported) => problems.map(printProblem);

/** An imports folder which holds what earlier imports made. */
export class MemoryFolder {
  readonly name = 'imports';
  readonly files = new Map<string, string>();

  tryRead = (file: string) => this.files.get(file);

  import(props: Import): Imported {
    const imported = generate({ ...props, folder: this });
    for (const [file, text] of imported.files) this.files.set(file, text);
    for (const file of imported.removed) this.files.delete(file);
    return imported;
  }
}
