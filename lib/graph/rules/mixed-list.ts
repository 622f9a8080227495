import { format } from '../../cel/types';
import { showType } from '../mistakes';
import type { StatusField } from '../status';
import { configMap, type Graph, type Rule, trapAt } from './rule';

/** A list in the status whose items are of several types. */
export const mixedList: Rule = {
  code: 'mixed-list',
  says: 'The items of a list in the status have one type in the CRD. Where their expressions are of several types, kro takes the type of any one of them, another at each start, and the API server drops or refuses the others. Give all items one type, with string(…), or make separate fields of them.',
  rejected: {
    status: { parts: ['${a.metadata.name}', '${a.metadata.generation}'] },
    resources: [configMap('a', 'a')],
  },
  accepted: {
    status: { parts: ['${a.metadata.name}', '${string(a.metadata.generation)}'] },
    resources: [configMap('a', 'a')],
  },
  find: ({ status }: Graph) => {
    const first = new Map<string, StatusField>();
    return status.fields.flatMap(field => {
      const path = field.path.replace(/\[\d+\]/g, '[]');
      const other = first.get(path) ?? field;
      first.set(path, other);
      if (format(other.type) === format(field.type)) return [];
      const message = `This item is ${showType(field.type)}, and ${other.path} is ${showType(other.type)}.`;
      return [trapAt(field.site, 0, 'mixed-list', message, 'Give all items one type.')];
    });
  },
};
