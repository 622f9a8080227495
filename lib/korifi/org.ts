import { Chart } from 'cdk8s';
import { writeTo } from '../kro/placement';
import type { CloudFoundry } from './foundation';
import { guidIn } from './guid';
import type { RoleAt, Subject } from './role';
import { declare } from './rules/declared';
import { watch } from './rules/watch';
import { fileName, freeId } from './scope';
import { Space } from './space';

export interface OrgProps {
  readonly name: string;
  readonly guid?: string;
  readonly isWritten: boolean;
}

/** An organization: a namespace whose name is its GUID, with its spaces. */
export class Org extends Chart {
  readonly displayName: string;
  readonly guid: string;
  readonly isWritten: boolean;

  constructor(
    readonly foundation: CloudFoundry,
    id: string,
    { name, guid = guidIn(foundation.rootNamespace, `org/${name}`), isWritten }: OrgProps,
  ) {
    super(foundation, id);
    this.displayName = name;
    this.guid = guid;
    this.isWritten = isWritten;
    writeTo(this, `${this.folder}.yaml`);
    watch(this);
    const { rootNamespace: namespace, backend } = foundation;
    if (isWritten) backend.org(this);
    else declare(this, { kind: 'CFOrg', namespace, name: guid, spec: { displayName: name } });
  }

  get folder(): string {
    return `${this.foundation.folder}/${fileName(this.displayName)}`;
  }

  addSpace(name: string, { guid }: { readonly guid?: string } = {}): Space {
    return new Space(this, freeId(this, name), { name, guid, isWritten: true });
  }

  /** A space that is there and not written here; its GUID is the one this library gives it, unless said. */
  existingSpace(name: string, { guid }: { readonly guid?: string } = {}): Space {
    return new Space(this, freeId(this, name), { name, guid, isWritten: false });
  }

  /** Gives users a role of the organization; managers have it in its spaces as well. */
  grant(role: RoleAt<'org'>, ...subjects: readonly Subject[]): this {
    this.foundation.grantIn(role, subjects, { level: 'org', chart: this, namespace: this.guid });
    return this;
  }
}
