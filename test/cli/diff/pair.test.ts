import { pairs } from '../../../lib/cli/diff/pair';

const paired = (before: string[], after: string[]) => {
  const [was, is] = [before, after].map(texts => texts.map(text => ({ text })));
  return pairs(was, is, [({ text }) => text, ({ text }) => text[0]]).map(
    ([one, other]) => `${one?.text ?? ''}>${other?.text ?? ''}`,
  );
};

test.each([
  ['what is the same', ['a', 'b'], ['b', 'a'], ['b>b', 'a>a']],
  ['what is the same before what is alike', ['a1', 'a2'], ['a3', 'a1'], ['a2>a3', 'a1>a1']],
  ['what is there more often', ['a1', 'a2'], ['a3'], ['a1>a3', 'a2>']],
  ['what is new', [], ['a'], ['>a']],
  ['what is gone', ['a'], [], ['a>']],
  ['twins in their order', ['a', 'a'], ['a', 'a', 'a'], ['a>a', 'a>a', '>a']],
])('%s is paired', (_, before, after, expected) => {
  expect(paired(before, after)).toEqual(expected);
});
