import type { Construct } from 'constructs';
import { Permission } from '../../imports/lambda.aws.m.upbound.io';
import { Alias } from '../../imports/lambda.services.k8s.aws';
import { inRegion } from '../aws';
import type { Expr, Ref } from '../cel/ref';
import { resource } from '../kro/resource';
import type { LambdaFunction } from './function';
import type { HttpApi } from './http-api';

export interface PermissionProps {
  readonly function: LambdaFunction;
  /** Who may invoke it. */
  readonly api: HttpApi;
}

const STATEMENT = 'AllowHttpApi';
const ACTION = 'lambda:InvokeFunction';
const PRINCIPAL = 'apigateway.amazonaws.com';

/** Permits an HTTP API to invoke a function, by Crossplane. */
export function crossplanePermission(scope: Construct, id: string, props: PermissionProps): Ref<Permission> {
  const { function: called, api } = props;
  return resource(scope, id, Permission, {
    spec: {
      forProvider: {
        region: api.region,
        statementId: STATEMENT,
        action: ACTION,
        principal: PRINCIPAL,
        functionName: called.name,
        sourceArn: api.executeArn,
      },
      providerConfigRef: { kind: 'ClusterProviderConfig', name: 'default' },
    },
  });
}

/**
 * An alias `live` of the newest code, which permits an HTTP API to invoke it, by ACK; yields the ARN that the API has to call. ACK has no
 * permissions for a function without an alias.
 */
export function ackLiveAlias(scope: Construct, id: string, { function: called, api }: PermissionProps): Expr<string> {
  const { status } = resource(scope, id, Alias, {
    metadata: { annotations: inRegion(api.region) },
    spec: {
      name: 'live',
      functionName: called.name,
      functionVersion: '$LATEST',
      permissions: [{ statementID: STATEMENT, action: ACTION, principal: PRINCIPAL, sourceARN: api.executeArn }],
    },
  });
  return status.ackResourceMetadata.arn;
}
