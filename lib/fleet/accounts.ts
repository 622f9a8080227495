import type { Construct } from 'constructs';
import { PodIdentityAssociation } from '../../imports/eks.services.k8s.aws';
import { Policy, Role } from '../../imports/iam.services.k8s.aws';
import {
  adopted,
  inlinePolicies,
  managedPolicy,
  retained,
  type Statement,
  trustIrsa,
  trustPodIdentity,
  trustPolicy,
  trustRole,
} from '../aws';
import { ARGOCD, layout, manifest } from '../gitops';
import { file } from './files';
import {
  ACK_NAMESPACE,
  argocdRole,
  BOUNDARY,
  CONTROLLERS,
  controllerAccount,
  controllerRole,
  PROVISIONER,
  ROLE_PATH,
  roleArn,
} from './names';
import { type Account, controllersOf, enteredByDefault, type Hub } from './plan';
import { boundaryStatements, provisionerStatements } from './provisioner';

/**
 * What has to be in an account before hubs make spokes there: the boundary of the roles they make, and the role their ACK controllers take
 * where spokes name no other. An administrator of the account makes them, for whoever could make them could do everything there.
 */
export function addAccount(scope: Construct, account: Account): void {
  const { id } = account;
  const chart = file(scope, `${layout.account(id)}/provisioner.yaml`);
  manifest(chart, 'boundary', Policy, {
    metadata: metadataOf(BOUNDARY, { arn: `arn:aws:iam::${id}:policy/${BOUNDARY}` }),
    spec: {
      name: BOUNDARY,
      description: 'The most a role of a spoke may ever do',
      policyDocument: managedPolicy(boundaryStatements(id)),
    },
  });
  const { hubs, spokes } = enteredByDefault(account);
  if (spokes.length === 0) return;
  manifest(chart, 'provisioner', Role, {
    metadata: metadataOf(PROVISIONER, { name: PROVISIONER }),
    spec: {
      name: PROVISIONER,
      description: `Makes spokes for ${hubs.map(hub => hub.name).join(', ')}`,
      assumeRolePolicyDocument: trustPolicy([trustRole(...hubs.flatMap(controllersOf))]),
      inlinePolicies: inlinePolicies(provisionerStatements({ id, hubs, spokes })),
    },
  });
}

/** Roles in the account of a hub: of each ACK controller, and of Argo CD. kro has none, for it never calls AWS. */
export function addHubAccount(scope: Construct, hub: Hub): void {
  const chart = file(scope, `${layout.account(hub.accountId)}/${hub.name}.yaml`);
  const provisioners = [...new Set(hub.spokes.map(spoke => spoke.provisionerRoleArn.split(':role/')[1]))].sort();
  const enter = enterStatement(hub, provisioners);
  for (const controller of CONTROLLERS) {
    const account = controllerAccount(controller);
    addPodRole(chart, hub, controllerRole(hub.name, controller), [enter], {
      namespace: ACK_NAMESPACE,
      accounts: [account],
    });
  }
  addPodRole(chart, hub, argocdRole(hub.name), [enterStatement(hub, [`${ROLE_PATH.slice(1)}*-argocd`])], {
    namespace: ARGOCD,
    accounts: ['argocd-application-controller', 'argocd-server'],
  });
}

/** Lets a role of the hub take roles in the accounts of its spokes; the accounts stand in a condition, for as ARNs many would not fit. */
const enterStatement = ({ spokes }: Hub, roles: readonly string[]): Statement => ({
  actions: ['sts:AssumeRole', 'sts:TagSession'],
  resources: roles.map(role => roleArn('*', role)),
  conditions: { StringEquals: { 'aws:ResourceAccount': [...new Set(spokes.map(spoke => spoke.accountId))].sort() } },
});

/** A role for ServiceAccounts of the hub, by Pod Identity or IRSA. */
function addPodRole(
  scope: Construct,
  hub: Hub,
  name: string,
  statements: readonly Statement[],
  { namespace, accounts }: { readonly namespace: string; readonly accounts: readonly string[] },
): void {
  const { accountId, region, clusterName, identity } = hub;
  const clusterArn = `arn:aws:eks:${region}:${accountId}:cluster/${clusterName}`;
  manifest(scope, name, Role, {
    metadata: metadataOf(name, { name }),
    spec: {
      name,
      assumeRolePolicyDocument: trustPolicy(
        identity.type === 'pod-identity'
          ? [trustPodIdentity({ accountId, clusterArn })]
          : accounts.map(serviceAccount =>
              trustIrsa({ accountId, issuer: identity.issuer, namespace, serviceAccount }),
            ),
      ),
      // a role that may enter nothing yet needs no policy
      ...(hub.spokes.length > 0 && { inlinePolicies: inlinePolicies({ enter: statements }) }),
    },
  });
  if (identity.type !== 'pod-identity') return;
  for (const serviceAccount of accounts)
    manifest(scope, `${name}-${serviceAccount}`, PodIdentityAssociation, {
      metadata: { name: `${hub.name}-${serviceAccount}`, namespace: ACK_NAMESPACE, annotations: retained() },
      spec: { clusterName, namespace, serviceAccount, roleARN: roleArn(accountId, name) },
    });
}

const metadataOf = (name: string, found: Readonly<Record<string, string>>) => ({
  name,
  namespace: ACK_NAMESPACE,
  annotations: { ...adopted(found), ...retained() },
});
