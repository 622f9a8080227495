import type { Bucket } from '../../../imports/s3.services.k8s.aws';
import { bucketPolicy, tagList } from '../../aws';
import { eq } from '../../cel/ops';
import { type Expr, type Input, isExpr } from '../../cel/ref';
import { cel } from '../../cel/template';
import type { Body } from '../../kro/resource';
import type { Values } from '../values';
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
  ...placement(region),
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

/** S3 takes neither the name of its first region nor an empty configuration; the API server drops the null that kro writes for none. */
function placement(region: Input<string>): {
  createBucketConfiguration?: Input<{ readonly locationConstraint: string }>;
} {
  if (!isExpr(region))
    return region === 'us-east-1' ? {} : { createBucketConfiguration: { locationConstraint: region } };
  const there = { locationConstraint: region };
  return {
    createBucketConfiguration: cel`${eq(region as Expr<string>, 'us-east-1')} ? optional.none() : optional.of(${there})`,
  };
}

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
