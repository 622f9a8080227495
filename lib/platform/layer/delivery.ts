import type { Certificate } from '../../../imports/acm.services.k8s.aws';
import type {
  Distribution,
  OriginAccessControl,
  Function as ViewerFunction,
} from '../../../imports/cloudfront.services.k8s.aws';
import type { RecordSet } from '../../../imports/route53.services.k8s.aws';
import { adopted, retained, tagList } from '../../aws';
import type { Input } from '../../cel/ref';
import type { Body } from '../../kro/resource';
import type { Values } from '../values';
import { indexHtml } from '../web';
import { keptById } from './kept';
import { tags } from './tags';

/** Signs what CloudFront asks S3 for, always: the bucket takes nothing else. */
export const originAccessControl = (values: Values): Body<OriginAccessControl> => ({
  metadata: { annotations: keptById('id', values.originAccessControlId) },
  spec: {
    originAccessControlConfig: {
      name: `${values.name}-ui`,
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    },
  },
});

export const viewerFunctionName = ({ name }: Values) => `${name}-index-html`;

/** Asks for index.html where a viewer asks for a folder: web/index-html.js. */
export const viewerFunction = (values: Values): Body<ViewerFunction> => ({
  metadata: {
    annotations: {
      // only a published function can be used
      'cloudfront.services.k8s.aws/auto-publish': 'true',
      ...adopted({ name: viewerFunctionName(values) }),
      ...retained(),
    },
  },
  spec: {
    name: viewerFunctionName(values),
    functionConfig: { comment: 'Appends index.html to folders', runtime: 'cloudfront-js-2.0' },
    functionCode: Buffer.from(indexHtml).toString('base64'),
  },
});

/** ACM validates it by DNS. CloudFront looks for certificates in us-east-1 only. */
export const certificate = (values: Values): Body<Certificate> => ({
  metadata: { annotations: keptById('arn', values.certificateArn, 'us-east-1') },
  spec: { domainName: values.domain, tags: tagList(tags(values.name)) },
});

/** ACK finds a record by its spec. Said in adoption fields, it would need the id of a change, and a record made elsewhere has none. */
const KEPT_BY_SPEC = { ...adopted(), ...retained() };

/** The record by which ACM sees that the domain is ours. Its name ends in a dot, so the zone is not put behind it. */
export const validationRecord = (
  values: Values,
  { name, value }: { readonly name: Input<string>; readonly value: Input<string> },
): Body<RecordSet> => ({
  metadata: { annotations: KEPT_BY_SPEC },
  spec: { hostedZoneID: values.hostedZoneId, name, recordType: 'CNAME', ttl: 300, resourceRecords: [{ value }] },
});

/** What the distribution is made of that AWS names. */
export interface DistributionParts {
  readonly bucket: Input<string>;
  readonly originAccessControlId: Input<string>;
  readonly functionArn: Input<string>;
  readonly certificateArn: Input<string>;
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
const SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03';

/** One distribution for all applications: HTTPS only, from the bucket of pages, with security headers. */
export const distribution = (values: Values, parts: DistributionParts): Body<Distribution> => ({
  metadata: { annotations: keptById('id', values.distributionId) },
  spec: {
    distributionConfig: {
      enabled: true,
      comment: `Applications of ${values.name}`,
      aliases: { items: [values.domain] },
      defaultRootObject: 'index.html',
      httpVersion: 'http2and3',
      priceClass: 'PriceClass_100',
      origins: {
        items: [
          {
            id: 'ui',
            domainName: `${parts.bucket}.s3.${values.region}.amazonaws.com`,
            originAccessControlID: parts.originAccessControlId,
            s3OriginConfig: { originAccessIdentity: '' }, // the predecessor of access control, which has to be said to be none
          },
        ],
      },
      defaultCacheBehavior: {
        targetOriginID: 'ui',
        viewerProtocolPolicy: 'redirect-to-https',
        allowedMethods: { items: ['GET', 'HEAD'], cachedMethods: { items: ['GET', 'HEAD'] } },
        compress: true,
        cachePolicyID: CACHING_OPTIMIZED,
        responseHeadersPolicyID: SECURITY_HEADERS,
        functionAssociations: { items: [{ eventType: 'viewer-request', functionARN: parts.functionArn }] },
      },
      restrictions: { geoRestriction: { restrictionType: 'none' } },
      viewerCertificate: {
        acmCertificateARN: parts.certificateArn,
        sslSupportMethod: 'sni-only',
        minimumProtocolVersion: 'TLSv1.2_2021',
      },
    },
    tags: tagList(tags(values.name)),
  },
});

// the zone of all distributions: https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

/** Points the domain to the distribution. */
export const domainRecord = (values: Values, distributionDomain: Input<string>): Body<RecordSet> => ({
  metadata: { annotations: KEPT_BY_SPEC },
  spec: {
    hostedZoneID: values.hostedZoneId,
    name: `${values.domain}.`, // with the dot the zone is not put behind it
    recordType: 'A',
    aliasTarget: { dnsName: distributionDomain, hostedZoneID: CLOUDFRONT_ZONE, evaluateTargetHealth: false },
  },
});
