import type { Construct } from 'constructs';
import { API, Authorizer, Integration, Route, Stage } from '../../imports/apigatewayv2.services.k8s.aws';
import { inRegion } from '../aws';
import type { Expr, Input, Ref } from '../cel/ref';
import { resource } from '../kro/resource';

export interface HttpApiProps {
  readonly name: Input<string>;
  readonly region: Input<string>;
  /** Pages of these origins may call the API. */
  readonly allowOrigins: readonly Input<string>[];
  /** With these methods, and with the headers `authorization` and `content-type`. */
  readonly allowMethods: readonly string[];
}

/** An HTTP API as other parts use it. */
export interface HttpApi {
  readonly id: Expr<string>;
  readonly region: Input<string>;
  /** Its URL. */
  readonly endpoint: Expr<string>;
  /** ARN of all its methods and paths in all stages. */
  readonly executeArn: string;
}

/** An HTTP API of API Gateway; routes, a stage and so on are parts of their own. */
export function httpApi(scope: Construct, id: string, props: HttpApiProps): HttpApi {
  const { name, region, allowOrigins, allowMethods } = props;
  const { status } = resource(scope, id, API, {
    metadata: { annotations: inRegion(region) },
    spec: {
      name,
      protocolType: 'HTTP',
      corsConfiguration: {
        allowOrigins,
        allowMethods,
        allowHeaders: ['authorization', 'content-type'],
        maxAge: 3600,
      },
    },
  });
  // ACK never fills the ARN of kinds of API Gateway
  const { ownerAccountID } = status.ackResourceMetadata;
  return {
    id: status.apiID,
    region,
    endpoint: status.apiEndpoint,
    executeArn: `arn:aws:execute-api:${region}:${ownerAccountID}:${status.apiID}/*/*`,
  };
}

export interface JwtAuthorizerProps {
  readonly api: HttpApi;
  readonly name: Input<string>;
  /** URL of who signs the tokens. */
  readonly issuer: Input<string>;
  /** A token has to be for one of these. */
  readonly audience: readonly Input<string>[];
}

/** Lets requests through whose Authorization header holds a token of the issuer; yields its id. */
export function jwtAuthorizer(scope: Construct, id: string, props: JwtAuthorizerProps): Expr<string> {
  const { api, name, issuer, audience } = props;
  const { status } = resource(scope, id, Authorizer, {
    ...partOf(api),
    spec: {
      apiID: api.id,
      name,
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: { issuer, audience },
    },
  });
  return status.authorizerID;
}

export interface LambdaIntegrationProps {
  readonly api: HttpApi;
  /** ARN of a function or of an alias, or the address Crossplane reports for it. */
  readonly uri: Input<string>;
  /** ARN of a role that API Gateway takes to invoke the function. @default none: the function has to permit it */
  readonly credentialsArn?: Input<string>;
}

/** Hands requests to a function as events of format 2.0; yields its id. */
export function lambdaIntegration(scope: Construct, id: string, props: LambdaIntegrationProps): Expr<string> {
  const { api, uri, credentialsArn } = props;
  const { status } = resource(scope, id, Integration, {
    ...partOf(api),
    spec: {
      apiID: api.id,
      integrationType: 'AWS_PROXY',
      integrationMethod: 'POST',
      integrationURI: uri,
      ...(credentialsArn && { credentialsARN: credentialsArn }),
      payloadFormatVersion: '2.0',
      timeoutInMillis: 30_000,
    },
  });
  return status.integrationID;
}

export interface RouteProps {
  readonly api: HttpApi;
  /** `GET /items/{id}` */
  readonly key: string;
  readonly integrationId: Expr<string>;
  readonly authorizerId: Expr<string>;
}

/** Answers what the key says, to callers the authorizer lets through. */
export function route(scope: Construct, id: string, { api, key, integrationId, authorizerId }: RouteProps): Ref<Route> {
  return resource(scope, id, Route, {
    ...partOf(api),
    spec: {
      apiID: api.id,
      routeKey: key,
      target: `integrations/${integrationId}`,
      authorizationType: 'JWT',
      authorizerID: authorizerId,
    },
  });
}

/** The stage whose paths begin at the root; every change of the API is deployed at once. */
export function defaultStage(scope: Construct, id: string, { api }: { readonly api: HttpApi }): Ref<Stage> {
  return resource(scope, id, Stage, {
    ...partOf(api),
    spec: { apiID: api.id, stageName: '$default', autoDeploy: true },
  });
}

const partOf = ({ region }: HttpApi) => ({ metadata: { annotations: inRegion(region) } });
