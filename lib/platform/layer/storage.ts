import type { Bucket } from '../../../imports/s3.services.k8s.aws';
import { bucketPolicy, tagList } from '../../aws';
import type { Input } from '../../cel/ref';
import type { Body } from '../../kro/resource';
import { choice, type Values } from '../values';
import { keptByName } from './kept';
import { tags } from './tags';

/** Code of functions below `functions/`, pages of applications below `ui/`; older versions are kept. */
export const assetsBucket = (values: Values): Body<Bucket> => ({
  metadata: { annotations: keptByName({ name: values.assetsBucket }, values.region) },
  spec: { ...closed(values, values.assetsBucket), versioning: { status: 'Enabled' } },
});

/** What CloudFront serves: a folder per instance, and `auth/`. */
export const uiBucket = (values: Values): Body<Bucket> => ({
  metadata: { annotations: keptByName({ name: values.uiBucket }, values.region) },
  spec: { ...closed(values, values.uiBucket), policy: readByCloudFront(values) },
});

/** A bucket with no public access, whose objects are all the account's own. */
const closed = ({ region, name: platform }: Values, name: Input<string>) => ({
  name,
  // S3 does not take the name of its first region
  createBucketConfiguration: choice<{ locationConstraint?: string }>(
    region,
    'us-east-1',
    {},
    { locationConstraint: region },
  ),
  publicAccessBlock: {
    blockPublicACLs: true,
    blockPublicPolicy: true,
    ignorePublicACLs: true,
    restrictPublicBuckets: true,
  },
  ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
  encryption: { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
  tagging: { tagSet: tagList(tags(platform)) },
});

/** For the distributions of the account: naming one would need its ARN, and it needs the bucket first. */
const readByCloudFront = ({ uiBucket, accountId }: Values) =>
  bucketPolicy([
    {
      sid: 'CloudFrontOfThisAccount',
      principals: { service: ['cloudfront.amazonaws.com'] },
      actions: ['s3:GetObject'],
      resources: [`arn:aws:s3:::${uiBucket}/*`],
      conditions: { StringEquals: { 'aws:SourceAccount': accountId } },
    },
  ]);
