import { adopted, inRegion, kmsTagList, tagList } from '../../aws';
import type { Expr, Input, Ref } from '../../cel/ref';
import { cel } from '../../cel/template';
import * as s from '../../schema/field';

/** What every graph asks about how ACK treats what it makes. */
export const treatment = {
  tags: s.map(s.string()).default({}).description('Tags of everything in AWS'),
  deletionPolicy: s
    .string()
    .enum('retain', 'delete')
    .default('retain')
    .description('Whether AWS keeps what the objects stand for when they are deleted'),
};

/** What graphs ask whose resources AWS gives ids to. */
export const regional = {
  region: s.string().required(),
  adopt: s.map(s.string()).default({}).description('Ids of what is there already, by what they are of'),
};

interface Treatment {
  readonly tags?: Readonly<Record<string, string>>;
  readonly deletionPolicy?: string;
}
interface Regional extends Treatment {
  readonly region: string;
  readonly adopt?: Readonly<Record<string, string>>;
}

type Annotations = Readonly<Record<string, Input<string>>>;

/** Annotations of what AWS finds by a name of ours, so that a rebuilt hub takes it over. @param fields what finds it */
export const foundByName = (
  spec: Ref<Treatment>,
  fields: Readonly<Record<string, Input<string>>>,
  region?: Input<string>,
): Annotations => ({
  ...(region !== undefined && inRegion(region)),
  'services.k8s.aws/deletion-policy': spec.deletionPolicy,
  ...adopted(fields),
});

/**
 * Annotations of what AWS finds by an id of its own: taken over where `spec.adopt` has the id, and made otherwise.
 *
 * @param key of the id in `spec.adopt`
 * @param field that holds the id in ACK
 */
export function foundById(
  spec: Ref<Regional>,
  key: string,
  field: string,
  more: Readonly<Record<string, Input<string>>> = {},
): Expr<Readonly<Record<string, string>>> {
  const always = { ...inRegion(spec.region), 'services.k8s.aws/deletion-policy': spec.deletionPolicy };
  const id = cel<string>`${spec.adopt}[${key}]`;
  return cel`${key} in ${spec.adopt} ? ${{ ...always, ...adopted({ ...more, [field]: id }) }} : ${always}`;
}

/** Tags as most kinds of ACK take them: a name, what is said besides, and the tags of the instance. */
export const tagsOf = (
  spec: Ref<Treatment>,
  name: string,
  more: Readonly<Record<string, string>> = {},
): Expr<readonly { key: string; value: string }[]> =>
  cel`${tagList({ Name: name, ...more })} + ${spec.tags}.map(key, {"key": key, "value": ${spec.tags}[key]})`;

/** Tags as KMS kinds of ACK take them. */
export const kmsTagsOf = (spec: Ref<Treatment>, name: string): Expr<readonly { tagKey: string; tagValue: string }[]> =>
  cel`${kmsTagList({ Name: name })} + ${spec.tags}.map(key, {"tagKey": key, "tagValue": ${spec.tags}[key]})`;
