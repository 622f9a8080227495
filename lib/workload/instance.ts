import type { Construct, IConstruct } from 'constructs';
import { Instance, type InstanceProps } from '../kro/instance';
import type { SpecOf } from '../kro/kind';
import { APPS_NAMESPACE } from '../platform';
import { homeOf, type ServerlessApi } from './api';
import { prefixOf, problemsOfName } from './naming';

export interface ServerlessInstanceProps {
  /** @default the namespace `kro-serverless-stack`, whose ServiceAccounts the platform's uploader role trusts */
  readonly metadata?: Omit<NonNullable<InstanceProps<ServerlessApi>['metadata']>, 'name'>;
  readonly spec: SpecOf<ServerlessApi>;
}

const NAMED = Symbol.for('cdk8s-kro.ServerlessInstance');

/**
 * One instance of a serverless app, of a team or of one of its developers. Its name is its PREFIX, so that the API server refuses a second one.
 *
 * Synth refuses it where a part of the name, the environment or the region is wrong, and where another instance of the cdk8s app has the same
 * PREFIX, whatever its kind: both would own one table, one function and one folder.
 */
export class ServerlessInstance extends Instance<ServerlessApi> {
  readonly [NAMED] = true;
  readonly spec: SpecOf<ServerlessApi>;

  constructor(scope: Construct, id: string, api: ServerlessApi, { metadata, spec }: ServerlessInstanceProps) {
    const prefix = prefixOf(spec);
    super(scope, id, api, { metadata: { name: prefix, namespace: APPS_NAMESPACE, ...metadata }, spec });
    this.spec = spec;
    const twins = twinsOf(this, prefix);
    this.node.addValidation({
      validate: () => [...problemsOfName(spec), ...problemsOfRegion(spec.region, api), ...problemsOfTwins(this, twins)],
    });
  }
}

/** Whether an object is an instance with its PREFIX for a name. */
export const isNamed = (object: object): object is ServerlessInstance => NAMED in object;

/** Lambda takes code only from buckets of its own region, and the platform has one bucket for it. */
function problemsOfRegion(region: string | undefined, api: ServerlessApi): string[] {
  const home = homeOf(api);
  if (region === undefined || region === home) return [];
  return [`region '${region}' is not ${home}, where the platform keeps the code of functions. Leave it out.`];
}

const instances = new WeakMap<IConstruct, Map<string, ServerlessInstance[]>>();

/** The instances of the cdk8s app with this PREFIX, in the order they are made; `instance` becomes the last of them. */
function twinsOf(instance: ServerlessInstance, prefix: string): readonly ServerlessInstance[] {
  const { root } = instance.node;
  const known = instances.get(root) ?? new Map<string, ServerlessInstance[]>();
  const twins = [...(known.get(prefix) ?? []), instance];
  instances.set(root, known.set(prefix, twins));
  return twins;
}

function problemsOfTwins(instance: ServerlessInstance, twins: readonly ServerlessInstance[]): string[] {
  const [first] = twins;
  if (first === instance) return [];
  return [`PREFIX '${instance.name}' belongs to '${first.node.path}' already. ${ADVICE}`];
}
const ADVICE = 'In dev the developer and the app make it, elsewhere the team and the app: change one of them.';
