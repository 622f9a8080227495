import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../../lib/graph/judge';
import { locate, readText } from '../../lib/graph/read';
import { Kinds } from '../../lib/schema/kinds';

/** Documents as people write them, each with several mistakes: `# <- code` stands at the line of each. */
const FOLDER = join(__dirname, 'planted');

const files = readdirSync(FOLDER).sort();
const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');

const planted = (text: string): string[] =>
  text.split('\n').flatMap((line, i) => {
    const codes = /# <- (.+)$/.exec(line)?.[1].split(', ') ?? [];
    return codes.map(code => `${i + 1} ${code}`);
  });

function found(text: string): string[] {
  const sources = readText(text);
  const documents = sources.map(source => source.value);
  const judged = judge(documents, { kinds: Kinds.bundled() });
  return sources.flatMap((source, i) =>
    locate([...source.findings, ...judged[i].findings], source).map(
      ({ position, code }) => `${position?.line} ${code}`,
    ),
  );
}

const byLine = (all: readonly string[]): string[] =>
  [...all].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1));

test('there are at least 25 files, of two to six mistakes', () => {
  expect(files.length).toBeGreaterThanOrEqual(25);
  const counts = files.map(file => [file, planted(textOf(file)).length] as const);
  expect(counts.filter(([, count]) => count < 2 || count > 6)).toEqual([]);
});

test.each(files)('%s: every mistake is told in one run, at its line, and no other', file => {
  const text = textOf(file);
  expect(byLine(found(text))).toEqual(byLine(planted(text)));
});
