import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfManifest, ManifestError, type ManifestFinding, secret } from '../../lib/korifi';
import { type Manifest, manifestsOf, newSpace } from './fixtures';

const FOLDER = 'test/korifi/manifests';
const filesIn = (folder: string) =>
  readdirSync(join(FOLDER, folder))
    .filter(file => file.endsWith('.yml'))
    .map(file => [file.replace('.yml', ''), join(FOLDER, folder, file)]);

/** Pushes a manifest to a space that has what the manifests here refer to. */
function push(file: string, backend: 'korifi' | 'kro' = 'korifi') {
  const space = newSpace(backend);
  space.foundation.addDomain('example.org');
  for (const name of ['db', 'queue', 'mail']) space.addService(name, { credentials: secret(name) });
  if (backend === 'korifi') space.addService('managed', { plan: 'plan-guid' });
  const variables = file.replace('.yml', '.vars');
  CfManifest.fromFile(file, { variablesFiles: existsSync(variables) ? [variables] : [] }).addTo(space);
  return space;
}

/** What a push leaves, a line per object, without GUIDs. */
function summary(manifests: readonly Manifest[]): string {
  const of = (kind: string) => manifests.filter(each => each.kind === kind);
  const nameOf = (guid: string) =>
    [...of('CFApp'), ...of('CFServiceInstance'), ...of('CFDomain')].find(each => each.metadata.name === guid)?.spec;
  const lines = of('CFApp').flatMap(({ metadata, spec }) => {
    const own = (kind: string) => of(kind).filter(each => each.spec.appRef.name === metadata.name);
    const { labels, annotations } = metadata as unknown as Record<string, unknown>;
    const env = of('Secret').find(each => each.metadata.name === spec.envSecretName)?.stringData;
    return [
      `${spec.displayName}: ${spec.desiredState} ${JSON.stringify(spec.lifecycle)}`,
      ...(labels ? [`  labels ${JSON.stringify(labels)}`] : []),
      ...(annotations ? [`  annotations ${JSON.stringify(annotations)}`] : []),
      ...(Object.keys(env ?? {}).length > 0 ? [`  env ${JSON.stringify(env)}`] : []),
      ...own('CFPackage').map(
        each => `  ${each.spec.type} ${each.spec.source.registry.image.replace(metadata.name, '<guid>')}`,
      ),
      ...own('CFProcess').map(({ spec: p }) =>
        [
          `  ${p.processType} x${p.desiredInstances} ${p.memoryMB}M ${p.diskQuotaMB}M`,
          `${p.healthCheck.type} ${JSON.stringify(p.healthCheck.data)} ${p.command ?? ''}`.trim(),
        ].join(' '),
      ),
      ...of('CFRoute')
        .filter(each =>
          each.spec.destinations.some((to: { appRef: { name: string } }) => to.appRef.name === metadata.name),
        )
        .map(({ spec: r }) => `  route ${r.host} . ${nameOf(r.domainRef.name)?.name} ${r.path}`.trimEnd()),
      ...own('CFServiceBinding').map(({ spec: b }) => {
        const parameters = of('Secret').find(each => each.metadata.name === b.parameters.name)?.stringData.parameters;
        return [
          '  bound to',
          nameOf(b.service.name)?.displayName,
          ...(b.displayName ? [`as ${b.displayName}`] : []),
          parameters,
        ]
          .filter(Boolean)
          .join(' ');
      }),
    ];
  });
  return `${lines.join('\n')}\n`;
}

describe.each(filesIn('good'))('%s', (_, file) => {
  test('becomes the resources that are expected', () => {
    expect(summary(manifestsOf(push(file)))).toBe(readFileSync(file.replace('.yml', '.expected'), 'utf8'));
  });
});

test.each(filesIn('good').filter(([name]) => name !== 'service-parameters'))(
  '%s can be pushed to kro as well',
  (_, file) => {
    expect(() => manifestsOf(push(file, 'kro'))).not.toThrow();
  },
);

test.each(filesIn('bad'))('%s is refused at the line of each mistake', (_, file) => {
  const lines = readFileSync(file, 'utf8').split('\n');
  const expected = lines.flatMap((line, i) =>
    line.includes('# error: ') ? [`${i + 1}: ${line.split('# error: ')[1]}`] : [],
  );
  const findings = findingsOf(() => push(file));
  // each line says a part of what is told of it
  const told = findings.map(({ line, message, hint }) => {
    const part = lines[line - 1].split('# error: ')[1];
    const whole = `${message} ${hint}`;
    return `${line}: ${part !== undefined && whole.includes(part) ? part : whole}`;
  });
  expect([...new Set(told)]).toEqual(expected);
  for (const { hint, message, file: where } of findings) {
    expect(where).toBe(file);
    expect(message).toMatch(/\.$/);
    expect(hint).toMatch(/[.?]$/);
  }
});

function findingsOf(run: () => unknown): readonly ManifestFinding[] {
  try {
    run();
  } catch (error) {
    if (error instanceof ManifestError) return error.findings;
    throw error;
  }
  return [];
}

test('there are at least thirty good manifests and thirty bad ones', () => {
  expect([filesIn('good').length >= 30, filesIn('bad').length >= 30]).toEqual([true, true]);
});

test.each([
  ['a mark of the byte order', (text: string) => `\uFEFF${text}`],
  ['line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
])('%s changes nothing', (_, change) => {
  const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  const file = join(folder, 'manifest.yml');
  writeFileSync(file, change(readFileSync(`${FOLDER}/good/env.yml`, 'utf8')));
  const text = summary(manifestsOf(push(file)));
  rmSync(folder, { recursive: true });
  expect(text).toBe(readFileSync(`${FOLDER}/good/env.expected`, 'utf8'));
});

test('a Secret for an app that is not in the manifest is a mistake, for then it keeps nothing back', () => {
  const manifest = CfManifest.fromFile(`${FOLDER}/good/env.yml`);
  expect(() => manifest.addTo(newSpace('korifi'), { env: { wbe: secret('web-env') } })).toThrow(
    'cf/shop/dev: the manifest has no app wbe to take variables from a Secret, only web.',
  );
});

test('variables that are given win over those of files', () => {
  const space = newSpace('korifi');
  for (const name of ['db', 'queue']) space.addService(name, { credentials: secret(name) });
  const file = `${FOLDER}/good/variables.yml`;
  const manifest = CfManifest.fromFile(file, {
    variablesFiles: [file.replace('.yml', '.vars')],
    variables: { name: 'other' },
  });
  expect(manifest.apps).toEqual(['other']);
});

test('a Secret stands for the variables of an app, and none of them is printed', () => {
  const space = newSpace('korifi');
  CfManifest.fromFile(`${FOLDER}/good/env.yml`).addTo(space, { env: { web: secret('web-env') } });
  const manifests = manifestsOf(space);
  expect(JSON.stringify(manifests)).not.toContain('production');
  expect(manifests.find(each => each.kind === 'CFApp')?.spec.envSecretName).toBe('web-env');
});

test('a message has a line for each mistake, with file, line and column', () => {
  expect(() => CfManifest.fromFile(`${FOLDER}/bad/size-bad-unit.yml`)).toThrow(
    `${FOLDER}/bad/size-bad-unit.yml:4:11: memory: "1GiB" is no size of a megabyte or more. Write a number and a unit, such as 256M or 1.5G (B, K, M, G or T).
${FOLDER}/bad/size-bad-unit.yml:5:15: disk_quota: "0M" is no size of a megabyte or more. Write a number and a unit, such as 256M or 1.5G (B, K, M, G or T).`,
  );
});
