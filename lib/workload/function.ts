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
  const { name, region, roleArn, code, environment, tags } = props;
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
          ...runtimeOf(scope, id, props),
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
  const { name, region, roleArn, code, environment, tags } = props;
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
        ...runtimeOf(scope, id, props),
        code: { s3Bucket: code.bucket, s3Key: code.key },
        ...(environment && { environment: { variables: environment } }),
        tags,
      },
    },
    { readyWhen: self => eq(self.status.state, 'Active') },
  );
  return { name: made.spec.name, arn: made.status.ackResourceMetadata.arn };
}

/** @throws on what Lambda would refuse: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
function runtimeOf({ node }: Construct, id: string, props: Runtime) {
  const { runtime = 'nodejs22.x', handler = 'index.handler', memorySize = 256, timeout = 10 } = props;
  const problems = [
    ...outside(`memorySize is ${memorySize}`, memorySize, 128, 10_240, 'MB'),
    ...outside(`timeout is ${timeout}`, timeout, 1, 900, 'seconds'),
  ];
  if (problems.length > 0) throw new Error(`${node.path}/${id}: ${problems.join('\n  ')}`);
  return { runtime, handler, memorySize, timeout, architectures: [props.architecture ?? 'arm64'] };
}

const outside = (what: string, value: number, least: number, most: number, unit: string) =>
  Number.isInteger(value) && value >= least && value <= most
    ? []
    : [`${what}, and Lambda takes ${least} to ${most.toLocaleString('en')} whole ${unit}.`];
