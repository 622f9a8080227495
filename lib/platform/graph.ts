import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { Certificate } from '../../imports/acm.services.k8s.aws';
import {
  Distribution,
  OriginAccessControl,
  Function as ViewerFunction,
} from '../../imports/cloudfront.services.k8s.aws';
import { UserPool } from '../../imports/cognitoidentityprovider.services.k8s.aws';
import { UserPoolClient, UserPoolDomain } from '../../imports/cognitoidp.aws.m.upbound.io';
import { Role } from '../../imports/iam.services.k8s.aws';
import { RecordSet } from '../../imports/route53.services.k8s.aws';
import { Bucket } from '../../imports/s3.services.k8s.aws';
import { isReady, isSynced } from '../aws';
import { and, has } from '../cel/ops';
import type { Expr, Ref } from '../cel/ref';
import { cel } from '../cel/template';
import { ResourceGraph } from '../kro/graph';
import { instancesOf } from '../kro/instance';
import { resource } from '../kro/resource';
import type { PlatformConfig } from './config';
import { lambdaRoleArn as arnOfLambdaRole, lambdaRole, uploaderRole } from './layer/access';
import * as delivery from './layer/delivery';
import { loginDomain, loginHost, userPool, userPoolClient } from './layer/login';
import { assetsBucket, uiBucket } from './layer/storage';
import { problemsOfName, readSharedPlatform, SharedPlatform, type SharedPlatformSpec } from './shared-platform';
import { APPS_OF, type RoleMaker } from './shared-role';
import { type Values, valuesOf } from './values';

export interface SharedPlatformProps {
  /** Names of the applications (`appName` of their instances) whose functions use the shared role; it may be none. */
  readonly apps: readonly string[];
}

/**
 * The graph behind SharedPlatform: 13 resources of AWS, and the ConfigMap `<name>-config` that tells what applications need to know of
 * them, under the keys of PlatformConfig. kro makes it last, when all it tells of is there.
 */
export class SharedPlatformGraph extends ResourceGraph<typeof SharedPlatform> implements RoleMaker {
  private readonly apps: readonly string[];

  constructor(scope: Construct, id: string, { apps }: SharedPlatformProps) {
    super(scope, id, SharedPlatform);
    this.apps = apps;
    this.node.addValidation({ validate: () => this.instances().flatMap(problemsOfInstance) });
    const values = valuesOf(this.spec, this.metadata.name);
    const assets = resource(this, 'assetsBucket', Bucket, assetsBucket(values), SYNCED);
    const ui = resource(this, 'uiBucket', Bucket, uiBucket(values), SYNCED);
    const lambda = resource(this, 'lambdaRole', Role, lambdaRole(values, apps), SYNCED);
    const uploader = resource(this, 'uploaderRole', Role, uploaderRole(values), SYNCED);
    const distribution = this.delivery(values, ui);
    const { pool, client, login } = this.login(values);

    const { items: aliases } = distribution.spec.distributionConfig.aliases;
    const config: Record<keyof PlatformConfig, unknown> = {
      accountId: values.accountId,
      region: values.region,
      domain: aliases[0], // not values.domain: whoever reads it may rely on the distribution
      assetsBucket: assets.spec.name,
      uiBucket: ui.spec.name,
      lambdaRoleArn: lambda.status.ackResourceMetadata.arn,
      uploaderRoleArn: uploader.status.ackResourceMetadata.arn,
      userPoolId: pool.status.id,
      userPoolClientId: client.status.atProvider.id,
      loginDomain: loginHost(values, login.spec.forProvider.domain),
      oidcIssuer: values.oidcIssuer,
    };
    new kplus.ConfigMap(this, 'config', {
      data: Object.fromEntries(Object.entries(config).map(([key, value]) => [key, `${value}`])),
    });
    this.status({
      url: `https://${aliases[0]}/`,
      distributionDomain: distribution.status.domainName,
      userPoolId: pool.status.id,
      userPoolClientId: client.status.atProvider.id,
    });
  }

  [APPS_OF](lambdaRoleArn: string) {
    const arns = this.instances().map(({ name, spec: { accountId } }) => arnOfLambdaRole({ name, accountId }));
    return arns.includes(lambdaRoleArn) ? this.apps : undefined;
  }

  /** The instances in the cdk8s app, by what they say. */
  private instances(): readonly SaidInstance[] {
    return instancesOf(SharedPlatform, this.node.root).map(object => ({
      path: object.node.path,
      name: object.name,
      spec: object.toJson().spec,
    }));
  }

  private delivery(values: Values, ui: Ref<Bucket>): Ref<Distribution> {
    const control = resource(
      this,
      'originAccessControl',
      OriginAccessControl,
      delivery.originAccessControl(values),
      SYNCED,
    );
    const viewerFunction = resource(this, 'viewerFunction', ViewerFunction, delivery.viewerFunction(values), {
      readyWhen: self => and(isSynced(self), has(self.status.liveETag)), // a distribution takes published functions only
    });
    // nothing waits for it to be ready: it is issued when its record is there, and the record needs what it says
    const certificate = resource(this, 'certificate', Certificate, delivery.certificate(values));
    const { resourceRecord } = certificate.status.domainValidations[0];
    resource(this, 'validationRecord', RecordSet, delivery.validationRecord(values, resourceRecord), SYNCED);
    const distribution = resource(
      this,
      'distribution',
      Distribution,
      delivery.distribution(values, {
        bucket: ui.spec.name,
        originAccessControlId: control.status.id,
        functionArn: viewerFunction.status.functionSummary.functionMetadata.functionARN,
        certificateArn: issuedArn(certificate),
      }),
      SYNCED,
    );
    resource(this, 'domainRecord', RecordSet, delivery.domainRecord(values, distribution.status.domainName), SYNCED);
    return distribution;
  }

  private login(values: Values) {
    const pool = resource(this, 'userPool', UserPool, userPool(values), SYNCED);
    const client = resource(this, 'userPoolClient', UserPoolClient, userPoolClient(values, pool.status.id), READY);
    const login = resource(this, 'loginDomain', UserPoolDomain, loginDomain(values, pool.status.id), READY);
    return { pool, client, login };
  }
}

interface SaidInstance {
  readonly path: string;
  readonly name: string;
  readonly spec: SharedPlatformSpec;
}

/** What patterns of single fields cannot say, and the API server would take. */
function problemsOfInstance({ path, name, spec }: SaidInstance): string[] {
  const problems = problemsOfName(name);
  try {
    readSharedPlatform({ values: spec });
  } catch (error) {
    problems.push((error as Error).message);
  }
  return problems.map(problem => `'${path}': ${problem}`);
}

const SYNCED = { readyWhen: isSynced };
const READY = { readyWhen: isReady };

/**
 * The ARN of a certificate once it is issued. ACK calls a certificate synced while it waits for validation, and CloudFront refuses it
 * for good; `issuedAt` is not there until then, and kro waits for a field that is not there.
 */
const issuedArn = ({ status }: Ref<Certificate>): Expr<string> =>
  cel`${status.issuedAt} > timestamp("2000-01-01T00:00:00Z") ? ${status.ackResourceMetadata.arn} : ""`;
