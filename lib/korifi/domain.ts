import { Construct } from 'constructs';
import type { CloudFoundry } from './foundation';
import { guidIn } from './guid';
import { declare } from './rules/declared';

export interface DomainProps {
  readonly name: string;
  readonly guid?: string;
  readonly isWritten: boolean;
}

/** A domain routes are made in. */
export class Domain extends Construct {
  /** Fully qualified: `apps.example.com`. */
  readonly name: string;
  readonly guid: string;

  constructor(
    readonly foundation: CloudFoundry,
    id: string,
    { name, guid = guidIn(foundation.rootNamespace, `domain/${name}`), isWritten }: DomainProps,
  ) {
    super(foundation, id);
    this.name = name;
    this.guid = guid;
    foundation.domains.push(this);
    if (isWritten) foundation.backend.domain(this);
    else declare(this, { kind: 'CFDomain', namespace: foundation.rootNamespace, name: guid, spec: { name } });
  }
}
