import type { Construct } from 'constructs';
import {
  grantPut,
  grantRead,
  grantReadWrite,
  grantSync,
  type Statement,
  type Tags,
  trustIrsa,
  trustPodIdentity,
  trustService,
} from '../aws';
import { eq } from '../cel/ops';
import type { Expr, Input } from '../cel/ref';
import { ResourceGraph, type ResourceGraphProps } from '../kro/graph';
import { type Identity, type PlatformConfig, readPlatformConfig } from '../platform';
import { IRSA, problemsOfIdentity } from '../platform/identity';
import { homeOf, type ServerlessApi } from './api';
import { problemsOfInstances } from './check-instances';
import { ackFunction, crossplaneFunction, type FunctionProps, type LambdaFunction, type Runtime } from './function';
import { defaultStage, type HttpApi, httpApi, jwtAuthorizer, lambdaIntegration, route } from './http-api';
import { prefixIn } from './naming';
import { ackLiveAlias, crossplanePermission } from './permission';
import { role } from './role';
import { methodsOf, problemsOfRoutes, type Routes } from './routes';
import { serviceAccount } from './service-account';
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
  private readonly props: ServerlessStackProps;
  private readonly prefix: Expr<string>;
  private readonly tags: Tags;

  /**
   * @throws on a platform configuration as `readPlatformConfig` does, with all routes API Gateway would not take, on an API of another region,
   * and where Pods could not take the role of the uploader
   */
  constructor(scope: Construct, id: string, api: ServerlessApi, said: ServerlessStackProps) {
    super(scope, id, api, { metadata: said.metadata });
    const props = this.checked(said);
    this.node.addValidation({ validate: () => problemsOfInstances(this, props) });
    const { teamName, appName, environment, region } = this.spec;
    this.props = props;
    this.prefix = prefixIn(this.spec);
    this.tags = { team: teamName, app: appName, environment };

    const isProtected = eq(environment, 'prod');
    const items = table(this, 'dynamodbTable', { name: this.prefix, region, isProtected, tags: this.tags });
    const http = httpApi(this, 'apiGateway', {
      name: `${this.prefix}-api`,
      region,
      allowOrigins: [`https://${props.platform.domain}`],
      allowMethods: methodsOf(props.routes),
    });
    const answering = this.answerCalls(http, items);
    this.uploadSite(http);
    this.status({
      apiEndpoint: http.endpoint,
      apiId: http.id,
      tableArn: items.arn,
      functionArn: answering.arn,
      appUrl: `https://${props.platform.domain}/${this.prefix}/`,
    });
  }

  private checked(said: ServerlessStackProps): ServerlessStackProps {
    const platform = readPlatformConfig({ values: said.platform });
    const problems = [
      ...problemsOfRoutes(said.routes),
      ...problemsOfHome(this.api, platform),
      ...problemsOfIdentity(platform, said.identity ?? IRSA, said.roles),
    ];
    if (problems.length > 0) throw new Error(`${this.node.path}: ${problems.join('\n  ')}`);
    return { ...said, platform };
  }

  /** Puts a function that uses the table behind the routes of the API, for callers who are logged in. */
  private answerCalls(http: HttpApi, items: Table): LambdaFunction {
    const authorizerId = this.authorizer(http);
    const props: FunctionProps = {
      ...this.props.runtime,
      name: this.prefix,
      region: this.spec.region,
      roleArn: this.lambdaRole(items),
      code: { bucket: this.props.platform.assetsBucket, key: `functions/${this.spec.appName}.zip` },
      environment: { TABLE_NAME: items.name },
      tags: this.tags,
    };
    switch (this.props.lambda ?? 'crossplane') {
      case 'crossplane': {
        const made = crossplaneFunction(this, 'lambdaFunction', props);
        this.route(http, authorizerId, made.invokeArn);
        crossplanePermission(this, 'lambdaPermission', { function: made, api: http });
        return made;
      }
      case 'ack': {
        const made = ackFunction(this, 'lambdaFunction', props);
        this.route(http, authorizerId, ackLiveAlias(this, 'lambdaAlias', { function: made, api: http }));
        return made;
      }
    }
  }

  private authorizer(http: HttpApi): Expr<string> {
    const { region, userPoolId, userPoolClientId } = this.props.platform;
    return jwtAuthorizer(this, 'apiAuthorizer', {
      api: http,
      name: `${this.prefix}-jwt`,
      issuer: `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`,
      audience: [userPoolClientId],
    });
  }

  private route(http: HttpApi, authorizerId: Expr<string>, uri: Input<string>): void {
    const integrationId = lambdaIntegration(this, 'apiIntegration', { api: http, uri });
    for (const [name, key] of Object.entries(this.props.routes)) {
      const id = `route${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      route(this, id, { api: http, key, integrationId, authorizerId });
    }
    defaultStage(this, 'apiStage', { api: http });
  }

  /** Uploads the pages, with what they have to know of the API and of the login. */
  private uploadSite(http: HttpApi): void {
    const { platform, identity = IRSA } = this.props;
    const from: Folder = { bucket: platform.assetsBucket, folder: `ui/${this.spec.appName}` };
    const to: Folder = { bucket: platform.uiBucket, folder: this.prefix };
    const name = `${this.prefix}-s3-uploader`;
    const account = serviceAccount(this, 's3Uploader', {
      name,
      namespace: this.metadata.namespace,
      roleArn: this.uploaderRole(name, from, to, identity),
      identity,
    });
    const config = {
      apiEndpoint: http.endpoint,
      appPrefix: this.prefix,
      region: platform.region,
      userPoolId: platform.userPoolId,
      clientId: platform.userPoolClientId,
      cognitoDomain: platform.loginDomain,
      callbackUrl: `https://${platform.domain}/auth/callback`,
    };
    site(this, 'ui', { prefix: this.prefix, from, to, region: platform.region, account, config });
  }

  private lambdaRole(items: Table): Input<string> {
    const { platform, roles } = this.props;
    if (roles !== 'perInstance') return platform.lambdaRoleArn;
    return role(this, 'lambdaRole', {
      name: `${this.prefix}-lambda`,
      trust: [trustService('lambda.amazonaws.com')],
      allows: {
        items: grantReadWrite(items),
        logs: grantPut({
          type: 'logs',
          accountId: platform.accountId,
          region: this.spec.region,
          functionName: this.prefix,
        }),
      },
      tags: this.tags,
    });
  }

  private uploaderRole(account: string, from: Folder, to: Folder, identity: Identity): Input<string> {
    const { platform, roles } = this.props;
    if (roles !== 'perInstance') return platform.uploaderRoleArn;
    return role(this, 's3UploaderRole', {
      name: account,
      trust: [this.trustPods(account, identity)],
      allows: { site: [...grantRead({ type: 'objects', ...from }), ...grantSync({ type: 'objects', ...to })] },
      tags: this.tags,
    });
  }

  private trustPods(account: string, identity: Identity): Statement {
    const { accountId, oidcIssuer } = this.props.platform;
    switch (identity.type) {
      case 'podIdentity':
        return trustPodIdentity({
          accountId,
          clusterArn: `arn:aws:eks:${identity.region}:${accountId}:cluster/${identity.clusterName}`,
        });
      case 'irsa':
        return trustIrsa({
          accountId,
          issuer: oidcIssuer!, // problemsOfIdentity has seen it
          namespace: this.metadata.namespace,
          serviceAccount: account,
        });
    }
  }
}

/** Lambda takes code, and API Gateway tokens, from where the platform is. */
function problemsOfHome(api: ServerlessApi, { region }: PlatformConfig): string[] {
  const home = homeOf(api);
  if (home === region) return [];
  return [
    `the region of the API is '${home}', and that of the platform '${region}'. Make the API with serverlessApi({ …, region: platform.region }).`,
  ];
}
