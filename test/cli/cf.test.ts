import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { main } from '../../lib/cli/main';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cf-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function put(file: string, text: string): string {
  writeFileSync(join(folder, file), text);
  return join(folder, file);
}

/** Runs `cdk8s-kro cf`; places in its output are those in the folder. */
async function cf(...args: string[]) {
  let [stdout, stderr] = ['', ''];
  const io = {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  };
  const code = await main(['cf', ...args], io);
  const local = (text: string) => text.replaceAll(`${folder}/`, '');
  return { code, stdout: local(stdout), stderr: local(stderr) };
}

const TARGET = ['--org', 'shop', '--space', 'dev', '--domain', 'apps.example.com'];
const WEB = `applications:
- name: web
  docker: { image: "web:((tag))" }
  env: { TOKEN: ((token)) }
  services: [db]
`;

const kindsOf = (yaml: string) => parseAllDocuments(yaml).map(each => each.toJS().kind);

test('a manifest becomes the resources of Korifi', async () => {
  const vars = put('vars.yml', 'tag: "7"\ntoken: secret-of-a-file\n');
  const { code, stdout, stderr } = await cf(
    put('manifest.yml', WEB),
    ...TARGET,
    '--service',
    'db',
    '--vars-file',
    vars,
    '--var',
    'token=t',
  );
  expect([code, stderr]).toEqual([0, '']);
  expect(kindsOf(stdout)).toEqual([
    'Secret',
    'CFApp',
    'CFPackage',
    'CFBuild',
    'CFProcess',
    'CFRoute',
    'CFServiceBinding',
  ]);
  expect(stdout).toContain('image: web:7\n');
  expect(stdout).toContain('TOKEN: t\n');
  expect(stdout).toContain('    name: default-domain\n');
});

test('the same manifest becomes instances of graphs', async () => {
  const { code, stdout } = await cf(
    put('manifest.yml', WEB),
    ...TARGET,
    ...['--backend', 'kro', '--service', 'db', '--var', 'tag=7', '--var', 'token=t'],
  );
  expect([code, kindsOf(stdout)]).toEqual([0, ['App', 'PortProcess', 'Route', 'ServiceBinding']]);
});

test('variables in a Secret are not printed', async () => {
  const { code, stdout } = await cf(
    put('manifest.yml', WEB),
    ...TARGET,
    ...['--service', 'db', '--var', 'tag=7', '--var', 'token=hidden', '--secret-env', 'web=web-env'],
  );
  expect([code, kindsOf(stdout)[0], stdout.includes('hidden')]).toEqual([0, 'CFApp', false]);
  expect(stdout).toContain('envSecretName: web-env\n');
});

test('domains and services are named by the GUIDs they are given', async () => {
  const { stdout } = await cf(
    put('manifest.yml', 'applications: [{ name: web, docker: { image: i }, services: [db] }]'),
    ...['--org', 'shop', '--space', 'dev', '--domain', 'apps.example.com=d-1', '--service', 'db=s-1'],
  );
  const objects = parseAllDocuments(stdout).map(each => each.toJS());
  expect(objects.find(each => each.kind === 'CFRoute').spec.domainRef.name).toBe('d-1');
  expect(objects.find(each => each.kind === 'CFServiceBinding').spec.service.name).toBe('s-1');
});

test('mistakes are told at once on stdout, with their lines', async () => {
  const file = put(
    'manifest.yml',
    'applications:\n- name: web\n  docker: { image: i }\n  memory: 1\n  instances: -1\n',
  );
  expect(await cf(file, ...TARGET)).toEqual({
    code: 1,
    stdout: `\
manifest.yml:4:11: memory: 1 is no size of a megabyte or more. Write a number and a unit, such as 256M or 1.5G (B, K, M, G or T).
manifest.yml:5:14: instances is -1. Write a whole number, 0 or more.
`,
    stderr: '',
  });
});

test('without more said, the domains and services a manifest names are taken to be there', async () => {
  const app = '{ name: web, docker: { image: i }, routes: [{ route: www.example.com/x }], services: [db] }';
  const { code, stdout, stderr } = await cf(put('manifest.yml', `applications: [${app}]`));
  expect([code, stderr, kindsOf(stdout).slice(-2)]).toEqual([0, '', ['CFRoute', 'CFServiceBinding']]);
});

test('what the platform lacks is told the same way', async () => {
  const file = put('manifest.yml', 'applications:\n- name: web\n  services: [db]\n');
  const { code, stdout } = await cf(file, '--service', 'queue');
  expect(code).toBe(1);
  expect(stdout.split('\n').map(line => line.split('. ')[0])).toEqual([
    'manifest.yml:2:3: There is no domain for the default route',
    'manifest.yml:2:3: Nothing says where the image with the source code is',
    "manifest.yml:3:14: The space default has no service 'db'",
    '',
  ]);
});

test('mistakes are JSON where that is asked for', async () => {
  const file = put('manifest.yml', 'applications: 1\n');
  const { code, stdout } = await cf(file, ...TARGET, '--format', 'json');
  expect([code, JSON.parse(stdout)]).toEqual([
    1,
    {
      findings: [
        {
          file: 'manifest.yml',
          line: 1,
          column: 15,
          path: 'applications',
          message: 'applications is 1, and has to be a list.',
          hint: 'Put a dash before each item.',
        },
      ],
    },
  ]);
});

test.each<[string, string[], string]>([
  ['a file that is not there', ['nowhere.yml', ...TARGET], 'There is no file nowhere.yml.\n'],
  ['no manifest', [], "error: missing required argument 'manifest'"],
  ['a backend there is not', ['manifest.yml', ...TARGET, '--backend', 'diego'], 'Allowed choices are korifi, kro.'],
])('%s is wrong usage', async (_, args, said) => {
  const { code, stdout, stderr } = await cf(...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(said);
});

test.each([
  [['--org', ''], '--org is empty. Write its name.'],
  [['--domain', ''], "'' is not of the form --domain name[=guid]."],
  [['--domain', 'a.com='], "'a.com=' is not of the form --domain name[=guid]."],
  [['--domain', 'Not_A.com'], "--domain Not_A.com: 'Not_A.com' is no domain name."],
  [['--service', '=guid'], "'=guid' is not of the form --service name[=guid]."],
  [['--secret-env', 'web=web env'], "--secret-env web=web env: 'web env' is no name of a Secret."],
  [['--secret-env', 'wbe=web-env'], '--secret-env wbe: manifest.yml has no such app, only web.'],
])('%j is wrong usage, and nothing is printed', async (args, said) => {
  const { code, stdout, stderr } = await cf(
    put('manifest.yml', 'applications: [{ name: web, docker: { image: i } }]'),
    ...TARGET,
    ...args,
  );
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(said);
});

test('a variable without a value is wrong usage', async () => {
  expect(await cf(put('manifest.yml', WEB), ...TARGET, '--var', 'tag')).toEqual({
    code: 2,
    stdout: '',
    stderr: "'tag' is not of the form --var name=value.\n",
  });
});
