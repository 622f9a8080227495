import { analyze } from '../../lib/graph/analyze';
import { RULES, rgdOfExample } from '../../lib/graph/rules';
import { Kinds } from '../../lib/schema/kinds';

const kinds = Kinds.bundled();

describe.each(RULES.map(rule => [rule.code, rule] as const))('%s', (code, rule) => {
  test('warns of its example, which kro accepts', () => {
    const { accepted, findings } = analyze(rgdOfExample(rule.rejected), { kinds });
    expect([accepted, findings.map(each => [each.severity, each.code])]).toEqual([true, [['warning', code]]]);
  });

  test('has nothing to say of what to write instead', () => {
    const { accepted, findings } = analyze(rgdOfExample(rule.accepted), { kinds });
    expect([accepted, findings]).toEqual([true, []]);
  });

  test('says what the trap is in whole sentences', () => {
    expect(rule.says).toMatch(/^[A-Za-z].*\.$/s);
  });
});

test('every rule has a code of its own', () => {
  expect(new Set(RULES.map(rule => rule.code)).size).toBe(RULES.length);
});
