import { json } from '../../lib/cel/json';
import { variable } from '../../lib/cel/ref';

const x = variable<{ arn: string; tags: Record<string, string> }>('x', {});

test.each<[string, () => unknown]>([
  ['{"a":[1,true,null,"b\\"c\\n"]}', () => ({ a: [1, true, null, 'b"c\n'], d: undefined })],
  ['{"Resource":"${x.arn}"}', () => ({ Resource: x.arn })],
  ['["${x.arn}/*"]', () => [`${x.arn}/*`]],
  [
    '{"key":"${x.tags["a-b"]}","said":"\\"${x.tags["a-b"]}\\""}',
    () => ({ key: x.tags['a-b'], said: `"${x.tags['a-b']}"` }),
  ],
  ['{"${x.tags["a-b"]}:aud":"c"}', () => ({ [`${x.tags['a-b']}:aud`]: 'c' })],
  ['{"shell":"${HOME"}', () => ({ shell: '${HOME' })],
])('%s: quotes inside expressions stay as they are', (text, value) => expect(json(value())).toBe(text));
