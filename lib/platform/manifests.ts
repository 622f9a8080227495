import { ApiObject, Chart } from 'cdk8s';
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
import type { Kind } from '../kro/kind';
import type { Body } from '../kro/resource';
import type { SharedPlatformProps } from './graph';
import { APPS_NAMESPACE, lambdaRole, lambdaRoleArn, uploaderRole } from './layer/access';
import * as delivery from './layer/delivery';
import { loginDomain, userPool, userPoolClient } from './layer/login';
import { ClusterProviderConfig } from './layer/provider-config';
import { assetsBucket, uiBucket } from './layer/storage';
import { problemsOfName, readSharedPlatformSettings, type SharedPlatformSettings } from './shared-platform';
import { APPS_OF, type RoleMaker } from './shared-role';
import { valuesOf } from './values';

export interface SharedPlatformManifestsProps extends SharedPlatformProps {
  readonly settings: SharedPlatformSettings;
}

type Setting = keyof SharedPlatformSettings;

/**
 * The shared layer as plain manifests, for a cluster that makes it without kro. The id of the chart is the name of the platform.
 *
 * Manifests hold no references, so what needs an id that AWS gives is left out until the settings say it; `pending` tells what and
 * why. The record that validates the certificate is made by hand: its name and value are in the certificate's status.
 */
export class SharedPlatformManifests extends Chart implements RoleMaker {
  /** What is left out, and the settings it waits for. */
  readonly pending: ReadonlyMap<string, readonly Setting[]>;
  private readonly apps: readonly string[];
  private readonly lambdaRoleArn: string;

  /** @throws on settings as `readSharedPlatformSettings` does, and on an id that cannot go before the names of roles */
  constructor(scope: Construct, id: string, { apps, settings }: SharedPlatformManifestsProps) {
    super(scope, id);
    const [problem] = problemsOfName(id);
    if (problem) throw new Error(`${this.node.path}: ${problem}`);
    const said = readSharedPlatformSettings({ values: settings });
    const values = valuesOf(said, id);
    this.apps = apps;
    this.lambdaRoleArn = lambdaRoleArn(values);
    this.put('providerConfig', ClusterProviderConfig, {
      metadata: { name: 'default' },
      spec: { credentials: { source: said.oidcIssuer ? 'IRSA' : 'PodIdentity' } },
    });
    this.put('assetsBucket', Bucket, assetsBucket(values));
    this.put('uiBucket', Bucket, uiBucket(values));
    this.put('lambdaRole', Role, lambdaRole(values, apps));
    this.put('uploaderRole', Role, uploaderRole(values));
    this.put('originAccessControl', OriginAccessControl, delivery.originAccessControl(values));
    this.put('viewerFunction', ViewerFunction, delivery.viewerFunction(values));
    this.put('certificate', Certificate, delivery.certificate(values));
    this.put('userPool', UserPool, userPool(values));

    const pending = new Map<string, readonly Setting[]>();
    const put = <O extends object>(id: string, kind: Kind<O>, needs: readonly Setting[], body: () => Body<O>) => {
      const missing = needs.filter(key => said[key] === undefined);
      if (missing.length > 0) pending.set(id, missing);
      else this.put(id, kind, body());
    };
    put('distribution', Distribution, ['originAccessControlId', 'certificateArn'], () =>
      delivery.distribution(values, {
        bucket: values.uiBucket,
        originAccessControlId: values.originAccessControlId,
        functionArn: `arn:aws:cloudfront::${said.accountId}:function/${delivery.viewerFunctionName(values)}`,
        certificateArn: values.certificateArn,
      }),
    );
    put('domainRecord', RecordSet, ['distributionDomain'], () =>
      delivery.domainRecord(values, said.distributionDomain!),
    );
    put('userPoolClient', UserPoolClient, ['userPoolId'], () => userPoolClient(values, values.userPoolId));
    put('loginDomain', UserPoolDomain, ['userPoolId'], () => loginDomain(values, values.userPoolId));
    this.pending = pending;
  }

  /** The name a graph would give the object: `platform-ui-bucket`. */
  override generateObjectName({ node }: ApiObject): string {
    return `${this.node.id}-${node.id.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
  }

  [APPS_OF](lambdaRoleArn: string) {
    return lambdaRoleArn === this.lambdaRoleArn ? this.apps : undefined;
  }

  private put<O extends object>(id: string, { apiVersion, kind, scope }: Kind<O>, body: Body<O>): void {
    const { metadata, ...rest } = body as { readonly metadata?: object };
    const namespace = scope === 'Cluster' ? {} : { namespace: APPS_NAMESPACE };
    new ApiObject(this, id, { apiVersion, kind, metadata: { ...namespace, ...metadata }, ...rest });
  }
}
