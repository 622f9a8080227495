import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { folderOf, graph, put, run } from './run';

const folder = folderOf({});

/** What `check` says of one file. */
async function check(content: string | Uint8Array, name = 'x.yaml') {
  put(folder, { [name]: content });
  const { code, stdout, stderr } = await run(['check', '--format', 'json', join(folder, name)]);
  expect(stderr).not.toMatch(/^ +at /m);
  const documents: { accepted: boolean; findings: { code: string; position: { line: number; column: number } }[] }[] =
    code === 2 ? [] : JSON.parse(stdout).files[0].documents;
  return { code, documents, findings: documents.flatMap(each => each.findings) };
}

const bomb = Array.from(
  { length: 10 },
  (_, i) =>
    `a${i}: &a${i} [${Array(10)
      .fill(i === 0 ? 'x' : `*a${i - 1}`)
      .join(', ')}]`,
);

test.each([
  ['binary', Uint8Array.from({ length: 2560 }, (_, i) => i % 256), 'unreadable', 1],
  ['UTF-16', Buffer.from(`\ufeff${graph()}`, 'utf16le'), 'unreadable', 1],
  ['a zero byte', 'a: \0\n', 'unreadable', 1],
  ['a key twice', graph().replace('  name: shop', '  name: shop\n  name: other'), 'duplicate-key', 5],
  ['an anchor bomb', bomb.join('\n'), 'unreadable', 1],
  ['an anchor that stands for itself', graph({ more: '  x: &a { b: *a }\n' }), 'unreadable', 1],
  ['depth', `a: ${'['.repeat(20_000)}`, 'unreadable', 1],
  ['10 MB in one document', `a: [${'1,'.repeat(5_000_000)}]\n`, 'unreadable', 1],
  ['a tab', 'a:\n\tb: 1\n', 'yaml-syntax', 2],
  ['an open bracket', 'a: [\n', 'yaml-syntax', 2],
  ['half a JSON', '{ "a": ', 'yaml-syntax', 1],
])('%s is a finding at its place', async (_, content, code, line) => {
  const { code: exit, findings } = await check(content);
  expect(exit).toBe(1);
  expect(findings).toContainEqual(expect.objectContaining({ code, position: expect.objectContaining({ line }) }));
});

test.each([
  ['no schema', graph().replace(/ {2}schema:[\s\S]*(?= {2}resources)/, '')],
  ['a schema that is a text', graph().replace(/schema:[\s\S]*(?= {2}resources)/, 'schema: x\n')],
  ['a schema that is a list', graph().replace(/schema:[\s\S]*(?= {2}resources)/, 'schema: []\n')],
  ['no spec', graph().replace(/^spec:[\s\S]*/m, '')],
  ['resources that are a text', graph().replace(/resources:[\s\S]*/, 'resources: x\n')],
  ['a resource that is nothing', graph({ more: '    -\n' })],
])('a graph with %s is rejected', async (_, content) => {
  const { code, documents } = await check(content);
  expect({ code, accepted: documents.map(each => each.accepted) }).toEqual({ code: 1, accepted: [false] });
});

const WRONG = graph({ data: '{ a: "${schema.spec.sise}" }' });
const PLACE = { line: 18, column: 34 };

test.each([
  ['line ends of Windows', WRONG.replaceAll('\n', '\r\n'), PLACE],
  ['a byte order mark', `\ufeff${WRONG}`, PLACE],
  ['tabs between', WRONG.replace('data: ', 'data:\t\t'), { line: 18, column: 35 }],
  ['letters of two columns', WRONG.replace('"${', '"日本🎉${'), { line: 18, column: 38 }],
])('%s leave findings at their places', async (_, content, position) => {
  const { findings } = await check(content);
  expect(findings).toMatchObject([{ code: 'undefined-field', position }]);
});

test('documents beside one that cannot be read are checked', async () => {
  const { documents } = await check(`${graph()}---\na: [\n---\n${WRONG}`);
  expect(documents.map(each => each.accepted)).toEqual([true, false, false]);
});

test('what is wrong with a List is told once', async () => {
  const item = '- { apiVersion: v1, kind: ConfigMap, metadata: { name: a } }\n';
  const { findings } = await check(`apiVersion: v1\nkind: List\nkind: List\nitems:\n${item}${item}`);
  expect(findings.map(({ code }) => code)).toEqual(['duplicate-key']);
});

test('a file that cannot be read is a finding of that file', async () => {
  const links = folderOf({ 'good.yaml': graph() });
  symlinkSync('nowhere', join(links, 'dangling.yaml'));
  symlinkSync('loop.yaml', join(links, 'loop.yaml'));
  const { code, stdout } = await run(['check', links]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/dangling\.yaml:1:1 - error unreadable\n {2}The file cannot be read: ENOENT/);
  expect(stdout).toMatch(/loop\.yaml:1:1 - error unreadable\n {2}The file cannot be read: ELOOP/);
  expect(stdout).toMatch(/2 errors in 2 of 3 files/);
});

test('a folder whose name ends as a file is a folder', async () => {
  mkdirSync(join(folder, 'dir.yaml'), { recursive: true });
  expect(await run(['check', join(folder, 'dir.yaml')])).toMatchObject({ code: 2 });
});

test('a file of 10 MB in many documents is read', async () => {
  const map = (i: number) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: m${i} }\ndata: { a: "${'x'.repeat(50_000)}" }\n`;
  const { code, documents } = await check(Array.from({ length: 200 }, (_, i) => map(i)).join('---\n'));
  expect({ code, documents: documents.length }).toEqual({ code: 0, documents: 200 });
});

test('a folder with thousands of files is checked as a whole', async () => {
  const map = (i: number) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${i === 1234 ? 'M' : 'm'}${i} }\n`;
  const many = folderOf(Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`${i % 10}/${i}.yaml`, map(i)])));
  const { code, stdout } = await run(['check', many]);
  expect(code).toBe(1);
  expect(stdout).toContain(`${join(many, '4/1234.yaml')}:3:19 - error instance-name`);
  expect(stdout).toContain('1 error in 1 of 3000 files.');
});

test('no bytes make it fail', async () => {
  const text = Buffer.from(WRONG);
  const edit = fc.record({ at: fc.nat(text.length - 1), byte: fc.nat(255), length: fc.nat(40) });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async edits => {
      const bytes = Uint8Array.from(text);
      for (const { at, byte, length } of edits) bytes.fill(byte, at, at + length);
      const { code } = await check(bytes);
      expect([0, 1, 2]).toContain(code);
      const { stdout } = await run(['check', join(folder, 'x.yaml')]);
      expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
    }),
    { numRuns: 200 },
  );
});
