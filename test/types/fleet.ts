// Compiled, never run: each @ts-expect-error is a mistake the compiler has to catch.
import type { Chart } from 'cdk8s';
import { Instance } from 'cdk8s-kro';
import { EKSCluster, Fleet, IamRole } from 'cdk8s-kro/fleet';
import { application } from 'cdk8s-kro/gitops';

declare const chart: Chart;
const destination = { namespace: 'argocd' };
const chartOf = { type: 'chart', repository: 'registry.k8s.io/kro/charts', chart: 'kro', version: '0.9.3' } as const;

new Instance(chart, 'role', IamRole, { spec: { roleName: 'a', permissionsBoundary: 'b', trustedServices: ['c'] } });
// @ts-expect-error the boundary is missing
new Instance(chart, 'boundless', IamRole, { spec: { roleName: 'a' } });
// @ts-expect-error it is called policyARNs
new Instance(chart, 'policies', IamRole, { spec: { roleName: 'a', permissionsBoundary: 'b', policyArns: [] } });
// @ts-expect-error a cluster needs more than a name
new Instance(chart, 'cluster', EKSCluster, { spec: { clusterName: 'a' } });
application(chart, 'kro', { name: 'kro', project: 'platform', source: chartOf, destination });
// @ts-expect-error a chart has a version
application(chart, 'latest', { name: 'kro', project: 'p', source: { ...chartOf, version: undefined }, destination });
const folder = { type: 'folder', repository: 'r', path: 'p' } as const;
// @ts-expect-error a folder needs a revision
application(chart, 'folder', { name: 'a', project: 'p', source: folder, destination });
// @ts-expect-error it prunes with the manifest, or never
application(chart, 'prune', { name: 'kro', project: 'p', source: chartOf, destination, prune: true });
// @ts-expect-error a fleet is planned by readFleet, not described by a folder
new Fleet(chart, 'fleet', 'apps/fleet/config');
