import type { Input } from '../cel/ref';

/** Tags by key, as Lambda, API Gateway and all of Crossplane take them. */
export type Tags = Readonly<Record<string, Input<string>>>;

/** Tags as most kinds of ACK take them: `[{ key, value }]`. */
export const tagList = (tags: Tags) => Object.entries(tags).map(([key, value]) => ({ key, value }));

/** Tags as ACK's KMS kinds take them: `[{ tagKey, tagValue }]`. */
export const kmsTagList = (tags: Tags) => Object.entries(tags).map(([tagKey, tagValue]) => ({ tagKey, tagValue }));
