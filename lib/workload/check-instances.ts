import type { ApiObject } from 'cdk8s';
import { instancesOf } from '../kro/instance';
import { APPS_NAMESPACE, type Identity, type PlatformConfig } from '../platform';
import { tryAppsOf } from '../platform/shared-role';
import { isNamed, type ServerlessInstance } from './instance';
import type { ServerlessStack, ServerlessStackProps } from './stack';

/** Why instances of the stack, in its cdk8s app, cannot be told from others, or cannot use the roles the stack gives them. */
export function problemsOfInstances(
  stack: ServerlessStack,
  { platform, roles, identity }: ServerlessStackProps,
): string[] {
  const instances = instancesOf(stack.api, stack.node.root);
  const named = instances.filter(isNamed);
  return [
    ...instances.filter(object => !isNamed(object)).map(nameless),
    ...(roles === 'perInstance' ? [] : [...problemsOfApps(named, platform), ...problemsOfPlaces(named, identity)]),
  ];
}

const nameless = ({ node }: ApiObject) =>
  `'${node.path}' has a name of its own. Make it with new ServerlessInstance(…), which calls it by its PREFIX and tells it from others.`;

const OR_OWN = "or give the stack roles: 'perInstance'.";

/** Where the layer that makes the role of functions is in the cdk8s app too, it says whose tables the role is for. */
function problemsOfApps(instances: readonly ServerlessInstance[], { lambdaRoleArn }: PlatformConfig): string[] {
  const apps = instances.length > 0 ? tryAppsOf(lambdaRoleArn, instances[0].node.root) : undefined;
  if (apps === undefined) return [];
  const role = lambdaRoleArn.replace(/^.*\//, '');
  return instances
    .filter(({ spec }) => !apps.includes(spec.appName))
    .filter(({ spec }, i, all) => all.findIndex(other => other.spec.appName === spec.appName) === i)
    .map(
      ({ node, spec: { appName } }) =>
        `'${node.path}' is of the application '${appName}', and its function would use ${role}, which is for ${apps.join(', ') || 'none'}. ` +
        `Add '${appName}' to apps of the shared layer, ${OR_OWN}`,
    );
}

/** With IRSA the shared role trusts ServiceAccounts of one namespace; an association of Pod Identity says its own. */
function problemsOfPlaces(instances: readonly ServerlessInstance[], identity: Identity | undefined): string[] {
  if (identity?.type === 'podIdentity') return [];
  return instances
    .filter(({ metadata }) => metadata.namespace !== APPS_NAMESPACE)
    .map(
      ({ node, metadata: { namespace } }) =>
        `'${node.path}' is in the namespace '${namespace}', and the uploader role of the platform trusts ServiceAccounts of '${APPS_NAMESPACE}'. ` +
        `Leave the namespace out, ${OR_OWN}`,
    );
}
