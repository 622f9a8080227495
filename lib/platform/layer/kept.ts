import { adopted, inRegion, retained } from '../../aws';
import type { Input } from '../../cel/ref';
import { given } from '../values';

type Annotations = Input<Readonly<Record<string, string>>>;
type Fields = Readonly<Record<string, Input<string>>>;

/**
 * The annotations of what outlives its cluster: AWS keeps it when the object goes, and a new object takes it over.
 *
 * @param found how AWS finds it: by a name the layer gives it
 */
export const keptByName = (found: Fields, region?: Input<string>): Annotations => ({
  ...(region && inRegion(region)),
  ...adopted(found),
  ...retained(),
});

/** As `keptByName`, of what AWS gave an id: it is adopted once the id is said, for ACK refuses to look for one without it. */
export const keptById = (key: 'id' | 'arn', id: Input<string>, region?: Input<string>): Annotations =>
  given<Readonly<Record<string, string>>>(id, keptByName({ [key]: id }, region), {
    ...(region && inRegion(region)),
    ...retained(),
  });

/** What Crossplane may do to a resource that outlives its cluster: all but delete it. */
export const KEPT = ['Create', 'Observe', 'Update', 'LateInitialize'] as const;
