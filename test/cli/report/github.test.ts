import type { CheckedFile } from '../../../lib/cli/checked';
import { printAnnotations } from '../../../lib/cli/report/github';
import { error, type Finding, warning } from '../../../lib/graph/finding';

const print = (finding: Finding, file = 'a.yaml') => {
  const checked: CheckedFile = {
    file,
    lines: [],
    documents: [{ index: 0, is: 'graph', accepted: false, findings: [finding], order: [] }],
  };
  return printAnnotations([checked]);
};
const problem = { code: 'syntax', path: 'spec', message: 'This is wrong.' } as const;

test.each([
  [
    'a place',
    error(problem, { line: 3, column: 7 }),
    'a.yaml',
    '::error file=a.yaml,line=3,col=7,title=syntax::This is wrong.\n',
  ],
  ['no place', warning(problem), 'a.yaml', '::warning file=a.yaml,title=syntax::This is wrong.\n'],
  [
    'more lines',
    error({ ...problem, hint: 'Do.', kro: 'a\n | b' }),
    'a.yaml',
    '::error file=a.yaml,title=syntax::This is wrong.%0ADo.%0Akro: a\n',
  ],
  [
    'signs that mean something',
    error({ ...problem, message: '100%\r: a,b' }),
    'a:b,c%.yaml',
    '::error file=a%3Ab%2Cc%25.yaml,title=syntax::100%25%0D: a,b\n',
  ],
])('%s is an annotation', (_, finding, file, text) => {
  expect(print(finding, file)).toBe(text);
});
