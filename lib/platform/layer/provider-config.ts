import type { Kind, ObjectMeta } from '../../kro/kind';

interface ClusterProviderConfig {
  readonly metadata?: ObjectMeta;
  readonly spec: { readonly credentials: { readonly source: 'IRSA' | 'PodIdentity' } };
}

/**
 * Where Crossplane's AWS provider takes credentials from; resources that name no other use the one called `default`.
 *
 * See https://github.com/crossplane-contrib/provider-upjet-aws/blob/main/AUTHENTICATION.md.
 */
export const ClusterProviderConfig: Kind<ClusterProviderConfig> = {
  apiVersion: 'aws.m.upbound.io/v1beta1',
  kind: 'ClusterProviderConfig',
  plural: 'clusterproviderconfigs',
  scope: 'Cluster',
};
