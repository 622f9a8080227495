import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { App } from './app';
import type { Binding } from './binding';
import { guidIn, roleBindingName } from './guid';
import { type Subject, subjectName } from './role';
import { isSecretRef } from './secret';
import type { Service } from './service';

/** The Secret with an app's variables, where those are literals. */
export function envSecret(app: App): void {
  if (app.props.env && isSecretRef(app.props.env)) return;
  const metadata = { name: app.envSecretName, namespace: app.space.guid };
  new kplus.Secret(app, 'env', { metadata, stringData: { ...app.env } });
}

/** The Secret with a service's credentials, where those are literals. */
export function credentialsSecret(service: Service): void {
  if (!('credentials' in service.props) || isSecretRef(service.props.credentials)) return;
  const metadata = { name: service.secretName, namespace: service.space.guid };
  new kplus.Secret(service, 'credentials', {
    metadata,
    stringData: { credentials: JSON.stringify(service.props.credentials) },
  });
}

/** The Secret with what a broker is told of a binding, where that is literals. */
export function parametersSecret(binding: Binding): void {
  const { parameters } = binding.props;
  if (!parameters || isSecretRef(parameters)) return;
  new kplus.Secret(binding, 'parameters', {
    metadata: { name: binding.parametersName, namespace: binding.app.space.guid },
    stringData: { parameters: JSON.stringify(parameters) },
  });
}

export interface RoleBindingProps {
  readonly namespace: string;
  /** As Cloud Foundry calls it. */
  readonly role: string;
  readonly clusterRole: string;
  readonly subject: Subject;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A RoleBinding named as Korifi names it, so that `cf set-space-role` finds it. */
export function roleBinding(scope: Construct, id: string, props: RoleBindingProps): void {
  const { namespace, role, clusterRole, subject, annotations } = props;
  const name = roleBindingName(role, subjectName(subject));
  const binding = new kplus.RoleBinding(scope, id, {
    metadata: {
      name,
      namespace,
      labels: { 'cloudfoundry.org/role-guid': guidIn(namespace, `role/${name}`) },
      annotations: { ...annotations },
    },
    role: kplus.ClusterRole.fromClusterRoleName(scope, `${id}-role`, clusterRole),
  });
  binding.addSubjects(subjectOf(scope, `${id}-subject`, subject));
}

function subjectOf(scope: Construct, id: string, { kind, name, namespace }: Subject): kplus.ISubject {
  switch (kind) {
    case 'User':
      return kplus.User.fromName(scope, id, name);
    case 'Group':
      return kplus.Group.fromName(scope, id, name);
    case 'ServiceAccount':
      return kplus.ServiceAccount.fromServiceAccountName(scope, id, name, { namespaceName: namespace });
  }
}
