import { isObject } from '../../schema/openapi';
import { configMap, type Rule, trap } from './rule';

/** A status field that kro writes itself. */
export const statusState: Rule = {
  code: 'status-state',
  says: 'kro writes status.state of an instance itself: ACTIVE, IN_PROGRESS, ERROR or DELETING. What a graph says of it goes into the CRD and is never written. Call the field otherwise.',
  rejected: { status: { state: '${a.metadata.name}' }, resources: [configMap('a', 'a')] },
  accepted: { status: { phase: '${a.metadata.name}' }, resources: [configMap('a', 'a')] },
  find: ({ rgd }) =>
    isObject(rgd.schema.status) && Object.hasOwn(rgd.schema.status, 'state')
      ? [
          trap(
            'status-state',
            'spec.schema.status.state',
            'kro writes status.state itself, and never this.',
            'Call it otherwise.',
          ),
        ]
      : [],
};
