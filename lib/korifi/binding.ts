import { Construct } from 'constructs';
import type { App } from './app';
import { guidIn } from './guid';
import { declareSecret } from './rules/declared';
import { isSecretRef, type SecretRef } from './secret';
import type { Service } from './service';

export interface BindingProps {
  /** What the app knows the service by, in VCAP_SERVICES and below /bindings. @default the name of the service */
  readonly name?: string;
  /** What the broker of a service with a plan is told: a Secret of the space, or literals, which are printed. @default nothing */
  readonly parameters?: SecretRef | Readonly<Record<string, unknown>>;
}

/** An app that is given the credentials of a service. */
export class Binding extends Construct {
  readonly guid: string;
  /** As it was said; undefined where the service's name stands for it. */
  readonly displayName?: string;

  constructor(
    readonly app: App,
    id: string,
    readonly service: Service,
    readonly props: BindingProps,
  ) {
    super(app, id);
    const { name, parameters } = props;
    this.displayName = name || undefined;
    this.guid = guidIn(app.guid, `binding/${service.guid}/${name ?? ''}`);
    if (parameters && isSecretRef(parameters)) declareSecret(this, app.space.guid, parameters);
    app.foundation.backend.binding(this);
  }

  /** The Secret of the space with what the broker is told; empty where that is nothing. */
  get parametersName(): string {
    const { parameters } = this.props;
    if (!parameters) return '';
    return isSecretRef(parameters) ? parameters.name : `${this.guid}-parameters`;
  }

  /** What the app finds it under. */
  get name(): string {
    return this.displayName ?? this.service.displayName;
  }
}
