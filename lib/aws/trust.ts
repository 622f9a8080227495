import { segmentsOf } from '../cel/interpolation';
import { type Input, isExpr } from '../cel/ref';
import { cel } from '../cel/template';
import type { Statement } from './statement';

/** Lets a service of AWS take the role: `trustService('lambda.amazonaws.com')`. */
export const trustService = (service: string): Statement => ({
  actions: ['sts:AssumeRole'],
  principals: { service: [service] },
});

/** Lets roles take the role, those of other accounts too; they need a policy that allows `sts:AssumeRole` on it. */
export const trustRole = (...arns: readonly Input<string>[]): Statement => ({
  // a role that Pod Identity gave to a Pod hands its session tags on
  actions: ['sts:AssumeRole', 'sts:TagSession'],
  principals: { aws: arns },
});

export interface PodIdentityTrust {
  /** Account of the clusters. @default any */
  readonly accountId?: Input<string>;
  /** ARN of the cluster. @default any cluster */
  readonly clusterArn?: Input<string>;
}

/**
 * Lets EKS take the role for the Pods that a PodIdentityAssociation names.
 *
 * See https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html.
 */
export function trustPodIdentity({ accountId, clusterArn }: PodIdentityTrust = {}): Statement {
  const conditions = {
    ...(accountId && { StringEquals: { 'aws:SourceAccount': accountId } }),
    ...(clusterArn && { ArnEquals: { 'aws:SourceArn': clusterArn } }),
  };
  return {
    actions: ['sts:AssumeRole', 'sts:TagSession'],
    principals: { service: ['pods.eks.amazonaws.com'] },
    conditions,
  };
}

export interface IrsaTrust {
  /** Account that knows the cluster's OIDC issuer as an identity provider. */
  readonly accountId: Input<string>;
  /** The cluster's OIDC issuer, with or without `https://`. */
  readonly issuer: Input<string>;
  /** May hold `*`, as may the name. */
  readonly namespace: Input<string>;
  readonly serviceAccount: Input<string>;
}

/**
 * Lets a ServiceAccount take the role with the token its cluster gives it (IRSA). Its Pods learn of the role by the annotation
 * `eks.amazonaws.com/role-arn`.
 *
 * See https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html.
 */
export function trustIrsa({ accountId, issuer, namespace, serviceAccount }: IrsaTrust): Statement {
  const provider = withoutScheme(issuer);
  const audience = { [`${provider}:aud`]: 'sts.amazonaws.com' };
  const subject = { [`${provider}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}` };
  return {
    actions: ['sts:AssumeRoleWithWebIdentity'],
    principals: { federated: [`arn:aws:iam::${accountId}:oidc-provider/${provider}`] },
    conditions:
      hasWildcard(namespace) || hasWildcard(serviceAccount)
        ? { StringEquals: audience, StringLike: subject }
        : { StringEquals: { ...audience, ...subject } },
  };
}

/** EKS reports the issuer as a URL, and IAM knows it without the scheme. */
function withoutScheme(issuer: Input<string>): string {
  const isKnown = !isExpr(issuer) && !issuer.includes('${');
  return isKnown ? issuer.replace(/^https:\/\//, '') : `${cel<string>`${issuer}.replace("https://", "")`}`;
}

const hasWildcard = (text: Input<string>): boolean =>
  !isExpr(text) && segmentsOf(text).some(piece => !piece.isExpression && /[*?]/.test(piece.text));
