import type { Construct } from 'constructs';
import { Function as CrossplaneFunction } from '../../imports/lambda.aws.m.upbound.io';
import { Function as AckFunction } from '../../imports/lambda.services.k8s.aws';
import { inRegion, isReady, type Tags } from '../aws';
import { eq } from '../cel/ops';
import type { Expr, Input } from '../cel/ref';
import { resource } from '../kro/resource';

/** How Lambda runs the code. */
export interface Runtime {
  /** @default 'nodejs22.x' */
  readonly runtime?: string;
  /** @default 'index.handler' */
  readonly handler?: string;
  /** In MB. @default 256 */
  readonly memorySize?: number;
  /** In seconds; the HTTP API itself waits 30. @default 10 */
  readonly timeout?: number;
  /** @default 'arm64' */
  readonly architecture?: 'arm64' | 'x86_64';
}

export interface FunctionProps extends Runtime {
  readonly name: Input<string>;
  /** That of the bucket with the code as well. */
  readonly region: Input<string>;
  readonly roleArn: Input<string>;
  /** The zip file with the code. */
  readonly code: { readonly bucket: Input<string>; readonly key: Input<string> };
  /** @default none */
  readonly environment?: Readonly<Record<string, Input<string>>>;
  /** @default none */
  readonly tags?: Tags;
}

/** A function as other parts use it, whichever controller makes it. */
export interface LambdaFunction {
  readonly name: Expr<string>;
  readonly arn: Expr<string>;
}

/** A function made by Crossplane, with the address API Gateway calls. */
export interface CrossplaneLambda extends LambdaFunction {
  readonly invokeArn: Expr<string>;
}

/** A Lambda function, by Crossplane: a `.m` kind, so that it lives in the namespace of the instance. Ready when Crossplane says so. */
export function crossplaneFunction(scope: Construct, id: string, props: FunctionProps): CrossplaneLambda {
  const { name, region, roleArn, code, environment, tags, architecture, ...how } = withDefaults(props);
  const { status } = resource(
    scope,
    id,
    CrossplaneFunction,
    {
      metadata: { annotations: { 'crossplane.io/external-name': name } },
      spec: {
        forProvider: {
          region,
          role: roleArn,
          packageType: 'Zip',
          ...how,
          architectures: [architecture],
          s3Bucket: code.bucket,
          s3Key: code.key,
          ...(environment && { environment: { variables: environment } }),
          tags,
        },
        providerConfigRef: { kind: 'ClusterProviderConfig', name: 'default' },
      },
    },
    { readyWhen: isReady },
  );
  // the external name is the function's name, and Crossplane reports it as the id
  const { id: functionName, arn, invokeArn } = status.atProvider;
  return { name: functionName, arn, invokeArn };
}

/** A Lambda function, by ACK. Ready once Lambda can run it. */
export function ackFunction(scope: Construct, id: string, props: FunctionProps): LambdaFunction {
  const { name, region, roleArn, code, environment, tags, architecture, ...how } = withDefaults(props);
  const made = resource(
    scope,
    id,
    AckFunction,
    {
      metadata: { annotations: inRegion(region) },
      spec: {
        name,
        role: roleArn,
        packageType: 'Zip',
        ...how,
        architectures: [architecture],
        code: { s3Bucket: code.bucket, s3Key: code.key },
        ...(environment && { environment: { variables: environment } }),
        tags,
      },
    },
    { readyWhen: self => eq(self.status.state, 'Active') },
  );
  return { name: made.spec.name, arn: made.status.ackResourceMetadata.arn };
}

const withDefaults = (props: FunctionProps) => ({
  runtime: 'nodejs22.x',
  handler: 'index.handler',
  memorySize: 256,
  timeout: 10,
  architecture: 'arm64',
  ...props,
});
