import { isObject } from '../../schema/openapi';
import { joinPath } from '../../schema/problem';
import type { Linked } from '../edges';
import type { Finding } from '../finding';
import { readText } from '../text';
import { type Graph, type Rule, trap, trapAt } from './rule';
import { textOf } from './texts';

const labelled = (value: string) => ({
  id: 'a',
  template: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', labels: { team: value } } },
});

/** A label that the API server does not take. */
export const labelValue: Rule = {
  code: 'label-value',
  says: 'The value of a label has at most 63 characters: letters, digits, -, _ and dots, the first and the last a letter or a digit. kro does not look at that. Write what is longer, or has other characters, into an annotation.',
  rejected: { resources: [labelled('Shop & Co')] },
  accepted: { resources: [labelled('shop-and-co')] },
  find: graph => graph.resources.flatMap(each => [...literals(each), ...expressions(each, graph)]),
};

const LIMIT = 63;
const isValue = (text: string): boolean =>
  text.length <= LIMIT && /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/.test(text);

const told = (value: string): string => `${JSON.stringify(value)} is no value of a label.`;
const HINT = 'Write letters, digits, -, _ and . only, or use an annotation.';

/** Where in an object labels are, and selectors for them. */
const LABELS = /(?:^|\.)(?:metadata\.labels|matchLabels)$/;

function literals({ node }: Linked): Finding[] {
  const { external, path } = node.resource;
  return external || !node.kind ? [] : inObject(node.object, '', `${path}.template`);
}

function inObject(value: unknown, path: string, root: string): Finding[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => inObject(item, `${path}[${i}]`, root));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const at = joinPath(path, key);
    if (typeof each !== 'string') return inObject(each, at, root);
    const isWrong = LABELS.test(path) && readText(each).kind === 'literal' && !isValue(each);
    return isWrong ? [trap('label-value', `${root}.${at}`, told(each), HINT)] : [];
  });
}

function expressions({ node, templates }: Linked, { spec }: Graph): Finding[] {
  if (node.resource.external) return [];
  return templates.flatMap(({ site, expression, inspection }) => {
    if (!LABELS.test(expression.path.replace(/(?:\["[^"]*"\]|\.[^.[\]]+)$/, ''))) return [];
    const { least, most, values = [] } = textOf(inspection.node, spec);
    const wrong = values.find(value => !isValue(value));
    if (wrong !== undefined)
      return [trapAt(site, 0, 'label-value', `This can be ${told(wrong).replace(/ is no/, ', which is no')}`, HINT)];
    const length = least > LIMIT ? least : most > LIMIT && Number.isFinite(most) ? most : undefined;
    if (length === undefined) return [];
    const message = `This can be ${length} characters long, and the value of a label has at most ${LIMIT}.`;
    return [trapAt(site, 0, 'label-value', message, 'Give the fields in it a smaller maxLength.')];
  });
}
