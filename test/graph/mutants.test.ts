import fc from 'fast-check';
import { analyze } from '../../lib/graph/analyze';
import { goldenKinds, verdicts } from './golden';

const kinds = goldenKinds();
const documents = verdicts().map(each => each.rgd);

const anything = fc.oneof(
  fc.constantFrom(
    null,
    true,
    -1,
    1.5,
    1e300,
    '',
    '${',
    '${a}',
    '${${a}}',
    'string | required',
    '[]',
    {},
    [],
    [[]],
    [null],
    { '': null },
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>,
);

/** A document with one value, found by walking along `steps`, replaced. */
function replaced(document: unknown, steps: readonly number[], value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof document !== 'object' || document === null) return value;
  const entries = Object.entries(document);
  if (entries.length === 0) return value;
  const [key, child] = entries[step % entries.length];
  const changed = replaced(child, rest, value);
  if (!Array.isArray(document)) return { ...document, [key]: changed };
  return document.map((each, i) => (i === Number(key) ? changed : each));
}

test('a mutated document gets findings and never throws', () => {
  const steps = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(
      fc.constantFrom(...documents),
      fc.array(fc.tuple(steps, anything), { minLength: 1, maxLength: 3 }),
      (document, changes) => {
        const mutant = changes.reduce<unknown>((at, [where, value]) => replaced(at, where, value), document);
        const { findings, verdict } = analyze(mutant, { kinds });
        expect(findings.every(each => each.message !== '' && typeof each.path === 'string')).toBe(true);
        const isRefused = !(verdict.admission && verdict.builder && verdict.crd);
        expect(findings.some(each => each.severity === 'error')).toBe(isRefused);
      },
    ),
    { numRuns: 5000 },
  );
});
