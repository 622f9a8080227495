import type { Construct } from 'constructs';
import {
  grantPut,
  grantRead,
  grantReadWrite,
  grantSync,
  type Statement,
  trustIrsa,
  trustPodIdentity,
  trustService,
} from '../aws';
import { eq } from '../cel/ops';
import type { Expr, Input } from '../cel/ref';
import { ResourceGraph, type ResourceGraphProps } from '../kro/graph';
import type { PlatformConfig } from '../platform';
import type { ServerlessApi } from './api';
import { ackFunction, crossplaneFunction, type Runtime } from './function';
import { defaultStage, type HttpApi, httpApi, jwtAuthorizer, lambdaIntegration, route } from './http-api';
import { prefixIn } from './naming';
import { ackLiveAlias, crossplanePermission } from './permission';
import { role } from './role';
import { methodsOf, problemsOfRoutes, type Routes } from './routes';
import { type Identity, serviceAccount } from './service-account';
import { type Folder, site } from './site';
import { type Table, table } from './table';

export interface ServerlessStackProps extends Pick<ResourceGraphProps, 'metadata'> {
  readonly platform: PlatformConfig;
  readonly routes: Routes;
  /** @default Node.js 22, 256 MB, 10 seconds */
  readonly runtime?: Runtime;
  /** Which controller makes the function and lets the API call it: by a permission, or by an alias with one. @default 'crossplane' */
  readonly lambda?: 'crossplane' | 'ack';
  /**
   * Whether instances use the two roles of the platform, or each makes two that reach only what is its own.
   *
   * @default 'shared'
   */
  readonly roles?: 'shared' | 'perInstance';
  /** How the Job that uploads the site gets its role. @default IRSA */
  readonly identity?: Identity;
}

/**
 * The graph behind a serverless app: a table, a function behind an HTTP API for logged-in callers, and a site.
 *
 * With one role for all and Crossplane it has ten resources and one more for each route. Code is read from `functions/<appName>.zip` and pages
 * from `ui/<appName>/` of the assets bucket; everything is named by PREFIX, and served at `https://<domain>/<PREFIX>/`.
 */
export class ServerlessStack extends ResourceGraph<ServerlessApi> {
  private readonly platform: PlatformConfig;
  private readonly prefix: Expr<string>;
  private readonly ownRoles: boolean;

  /** @throws with all routes API Gateway would not take, and where roles of instances cannot trust a ServiceAccount */
  constructor(scope: Construct, id: string, api: ServerlessApi, props: ServerlessStackProps) {
    super(scope, id, api, { metadata: props.metadata });
    const { platform, routes, identity = { type: 'irsa' } } = props;
    const problems = problemsOfRoutes(routes);
    if (problems.length > 0) throw new Error(`${this.node.path}: ${problems.join('\n  ')}`);
    this.platform = platform;
    this.prefix = prefixIn(this.spec);
    this.ownRoles = props.roles === 'perInstance';

    const items = table(this, 'dynamodbTable', {
      name: this.prefix,
      region: this.spec.region,
      isProtected: eq(this.spec.environment, 'prod'),
      tags: this.tags,
    });
    const http = this.httpApi(routes);
    const functionArn = this.answers(http, items, props);
    this.upload(http, identity);
    this.status({
      apiEndpoint: http.endpoint,
      apiId: http.id,
      tableArn: items.arn,
      functionArn,
      appUrl: `https://${platform.domain}/${this.prefix}/`,
    });
  }

  private get tags() {
    const { teamName, appName, environment } = this.spec;
    return { team: teamName, app: appName, environment };
  }

  private httpApi(routes: Routes): HttpApi {
    return httpApi(this, 'apiGateway', {
      name: `${this.prefix}-api`,
      region: this.spec.region,
      allowOrigins: [`https://${this.platform.domain}`],
      allowMethods: methodsOf(routes),
    });
  }

  /** Puts a function behind the routes of the API, for callers with a token of the platform's user pool. */
  private answers(http: HttpApi, items: Table, { lambda = 'crossplane', routes, runtime }: ServerlessStackProps) {
    const { region, userPoolId, userPoolClientId } = this.platform;
    const authorizerId = jwtAuthorizer(this, 'apiAuthorizer', {
      api: http,
      name: `${this.prefix}-jwt`,
      issuer: `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`,
      audience: [userPoolClientId],
    });
    const handler = {
      ...runtime,
      name: this.prefix,
      region: this.spec.region,
      roleArn: this.lambdaRole(items),
      code: { bucket: this.platform.assetsBucket, key: `functions/${this.spec.appName}.zip` },
      environment: { TABLE_NAME: items.name },
      tags: this.tags,
    };
    const answer = (uri: Input<string>) => {
      const integrationId = lambdaIntegration(this, 'apiIntegration', { api: http, uri });
      for (const [name, key] of Object.entries(routes))
        route(this, `route${name.charAt(0).toUpperCase()}${name.slice(1)}`, {
          api: http,
          key,
          integrationId,
          authorizerId,
        });
      defaultStage(this, 'apiStage', { api: http });
    };
    switch (lambda) {
      case 'crossplane': {
        const made = crossplaneFunction(this, 'lambdaFunction', handler);
        answer(made.invokeArn);
        crossplanePermission(this, 'lambdaPermission', { function: made, api: http });
        return made.arn;
      }
      case 'ack': {
        const made = ackFunction(this, 'lambdaFunction', handler);
        answer(ackLiveAlias(this, 'lambdaAlias', { function: made, api: http }));
        return made.arn;
      }
    }
  }

  /** Uploads the site, with what its pages have to know of the API and of the login. */
  private upload(http: HttpApi, identity: Identity): void {
    const { region, domain, assetsBucket, uiBucket, userPoolId, userPoolClientId, loginDomain } = this.platform;
    const from: Folder = { bucket: assetsBucket, folder: `ui/${this.spec.appName}` };
    const to: Folder = { bucket: uiBucket, folder: this.prefix };
    const name = `${this.prefix}-s3-uploader`;
    const account = serviceAccount(this, 's3Uploader', {
      name,
      namespace: this.metadata.namespace,
      roleArn: this.uploaderRole(name, from, to, identity),
      identity,
    });
    site(this, 'ui', {
      prefix: this.prefix,
      from,
      to,
      region,
      account,
      config: {
        apiEndpoint: http.endpoint,
        appPrefix: this.prefix,
        region,
        userPoolId,
        clientId: userPoolClientId,
        cognitoDomain: loginDomain,
        callbackUrl: `https://${domain}/auth/callback`,
      },
    });
  }

  private lambdaRole(items: Table): Input<string> {
    const { accountId, lambdaRoleArn } = this.platform;
    if (!this.ownRoles) return lambdaRoleArn;
    const logs = { type: 'logs', accountId, region: this.spec.region, functionName: this.prefix } as const;
    return role(this, 'lambdaRole', {
      name: `${this.prefix}-lambda`,
      trust: [trustService('lambda.amazonaws.com')],
      allows: { items: grantReadWrite(items), logs: grantPut(logs) },
      tags: this.tags,
    });
  }

  private uploaderRole(account: string, from: Folder, to: Folder, identity: Identity): Input<string> {
    if (!this.ownRoles) return this.platform.uploaderRoleArn;
    return role(this, 's3UploaderRole', {
      name: account,
      trust: [this.trustPods(account, identity)],
      allows: { site: [...grantRead({ type: 'objects', ...from }), ...grantSync({ type: 'objects', ...to })] },
      tags: this.tags,
    });
  }

  private trustPods(account: string, identity: Identity): Statement {
    const { accountId, oidcIssuer } = this.platform;
    if (identity.type === 'podIdentity') {
      const clusterArn = `arn:aws:eks:${identity.region}:${accountId}:cluster/${identity.clusterName}`;
      return trustPodIdentity({ accountId, clusterArn });
    }
    if (oidcIssuer)
      return trustIrsa({
        accountId,
        issuer: oidcIssuer,
        namespace: this.metadata.namespace,
        serviceAccount: account,
      });
    throw new Error(
      `${this.node.path}: a role per instance has to trust the issuer of the cluster's tokens, and the platform config has no oidcIssuer. ` +
        "Say it there, or use identity: { type: 'podIdentity', … }.",
    );
  }
}
