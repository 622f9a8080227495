import type { Node } from '../../cel/ast';
import { nodesOf, pathOf, placeOf } from '../../cel/walk';
import { configMap, type Rule, sitesOf, trapAt } from './rule';

/** Random text that repeats itself. */
export const repeatingRandom: Rule = {
  code: 'repeating-random',
  says: 'random.seededString repeats itself after eight characters: a longer text is no harder to guess. Ask for eight, or join several with different seeds.',
  rejected: { resources: [configMap('a', 'a', { k: '${random.seededString(16, schema.metadata.uid)}' })] },
  accepted: { resources: [configMap('a', 'a', { k: '${random.seededString(8, schema.metadata.uid)}' })] },
  find: ({ resources }) =>
    resources.flatMap(resource =>
      sitesOf(resource).flatMap(({ site, inspection }) =>
        longTexts(inspection.node).map(at =>
          trapAt(
            site,
            at,
            'repeating-random',
            'The text repeats itself after eight characters.',
            'Ask for eight characters.',
          ),
        ),
      ),
    ),
};

function longTexts(root: Node): number[] {
  return [...nodesOf(root)].filter(isLongText).map(placeOf);
}

function isLongText(node: Node): boolean {
  if (node.kind !== 'call' || node.fn !== 'seededString' || !node.target || pathOf(node.target) !== 'random')
    return false;
  const [length] = node.args;
  return length?.kind === 'literal' && length.type === 'int' && length.value > 8n;
}
