import { Construct } from 'constructs';
import { guidIn } from './guid';
import { declare, declareSecret } from './rules/declared';
import { isSecretRef, type SecretRef } from './secret';
import type { Space } from './space';

/** A service instance: credentials of the user's own, or a plan of a broker. Only Korifi has brokers. */
export type ServiceProps = UserProvided | Managed;

interface Common {
  /** What apps look the service up by in VCAP_SERVICES. @default none */
  readonly tags?: readonly string[];
  /** @default made of the names of organization, space and service */
  readonly guid?: string;
}

export interface UserProvided extends Common {
  /** What apps are given: `secret('NAME')`, or literals, which are printed. */
  readonly credentials: Readonly<Record<string, unknown>> | SecretRef;
  /** Under which VCAP_SERVICES lists it. @default 'user-provided' */
  readonly label?: string;
}

export interface Managed extends Common {
  /** The GUID of the plan: the name of its CFServicePlan. */
  readonly plan: string;
  /** A Secret of the space with what the broker is told. @default nothing */
  readonly parameters?: SecretRef;
}

/** A service instance of a space, for apps to be bound to. */
export class Service extends Construct {
  readonly guid: string;
  readonly tags: readonly string[];

  constructor(
    readonly space: Space,
    id: string,
    readonly displayName: string,
    readonly props: ServiceProps,
    { isWritten = true }: { readonly isWritten?: boolean } = {},
  ) {
    super(space, id);
    if ('credentials' in props === 'plan' in props)
      throw new Error(`${this.node.path}: a service has either credentials of your own, or the plan of a broker.`);
    this.guid = props.guid ?? guidIn(space.guid, `service/${displayName}`);
    this.tags = props.tags ?? [];
    space.services.set(displayName, this);
    const credentials = 'credentials' in props ? props.credentials : props.parameters;
    if (credentials && isSecretRef(credentials)) declareSecret(this, space.guid, credentials);
    if (isWritten) space.foundation.backend.service(this);
    else
      declare(this, {
        kind: 'CFServiceInstance',
        namespace: space.guid,
        name: this.guid,
        spec: { displayName, type: this.type, secretName: this.secretName },
      });
  }

  get type(): 'user-provided' | 'managed' {
    return 'plan' in this.props ? 'managed' : 'user-provided';
  }

  /** Under which VCAP_SERVICES lists it; a broker says it of its own. */
  get label(): string {
    return ('credentials' in this.props && this.props.label) || 'user-provided';
  }

  /** The Secret of the space with the key `credentials`; empty where a broker gives them. */
  get secretName(): string {
    if ('plan' in this.props) return '';
    const { credentials } = this.props;
    return isSecretRef(credentials) ? credentials.name : `${this.guid}-credentials`;
  }
}
