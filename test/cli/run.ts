import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../lib/cli/main';

interface Setting {
  /** Whether standard output and error are terminals. @default false */
  readonly isTTY?: boolean;
  /** @default nothing */
  readonly stdin?: string;
  /** What differs in the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What the tests themselves may run with. */
const OUTER = ['GITHUB_ACTIONS', 'GITHUB_WORKSPACE', 'NO_COLOR', 'DEBUG'];

/** Runs a command line in this process. */
export async function run(args: readonly string[], { isTTY = false, stdin = '', env = {} }: Setting = {}) {
  const said = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof said) => ({
    isTTY,
    write: (text: string) => {
      said[name] += text;
    },
  });
  const input = (async function* () {
    yield stdin;
  })();
  const before = process.env;
  process.env = { ...before, ...env };
  for (const name of OUTER) if (!(name in env)) delete process.env[name];
  try {
    const code = await main(args, { stdout: stream('stdout'), stderr: stream('stderr'), stdin: input });
    return { code, ...said };
  } finally {
    process.env = before;
  }
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone after the tests, with files in it. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'cli-'));
  folders.push(folder);
  put(folder, files);
  return folder;
}

export function put(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** The YAML of an RGD with one ConfigMap. */
export const graph = ({
  name = 'shop',
  kind = 'Shop',
  spec = '{}',
  status = '{}',
  data = '{}',
  more = '',
} = {}): string =>
  `apiVersion: kro.run/v1alpha1
kind: ResourceGraphDefinition
metadata:
  name: ${name}
spec:
  schema:
    apiVersion: v1alpha1
    kind: ${kind}
    spec: ${spec}
    status: ${status}
  resources:
    - id: config
      template:
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: \${schema.metadata.name}
        data: ${data}
${more}`;
