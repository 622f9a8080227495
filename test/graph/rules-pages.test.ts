import type { Finding } from '../../lib/graph/finding';
import { judge } from '../../lib/graph/judge';
import { readText } from '../../lib/graph/read';
import { CODES, pageOf } from '../../lib/graph/rules/pages';
import { Kinds } from '../../lib/schema/kinds';

/** Everything that is found in a file, and whether the cluster takes all of it. */
function read(text: string): { findings: Finding[]; accepted: boolean } {
  const sources = readText(text);
  const documents = sources.map(source => source.value);
  const judged = judge(documents, { kinds: Kinds.bundled() });
  const findings = [...sources.flatMap(source => source.findings), ...judged.flatMap(each => each.findings)];
  return { findings, accepted: findings.every(each => each.severity !== 'error') };
}

const pages = CODES.map(code => [code, pageOf(code)!] as const);

describe.each(pages)('%s', (code, page) => {
  test('is found in the rejected example, and nothing else is', () => {
    const { findings } = read(page.rejected);
    expect([...new Set(findings.map(each => each.code))]).toEqual([code]);
    expect([...new Set(findings.map(each => each.severity))]).toEqual([page.severity]);
  });

  test('is not found in the accepted one, nor is anything else', () => {
    expect(read(page.accepted)).toEqual({ findings: [], accepted: true });
  });

  test('is explained in two to five plain sentences', () => {
    const sentences = page.says.split(/(?<=\.)\s+/);
    expect(sentences.length).toBeGreaterThanOrEqual(2);
    expect(sentences.length).toBeLessThanOrEqual(5);
    expect(page.says).toMatch(/\.$/);
  });

  if (page.kro !== undefined)
    test('has the first line of what kro says', () => {
      const lines = read(page.rejected).findings.map(each => each.kro?.split('\n')[0]);
      expect(lines).toContain(page.kro);
    });
});

test('there is a page for every code, once, and for nothing else', () => {
  expect(new Set(CODES).size).toBe(CODES.length);
  expect([...CODES]).toEqual([...CODES].sort());
  expect(pageOf('no-such-code')).toBeUndefined();
  expect(pageOf('constructor')).toBeUndefined();
});
