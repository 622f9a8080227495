import type { Construct } from 'constructs';
import type { SecretRef } from '../secret';
import type { Manifest } from './entry';

const DECLARED = Symbol.for('cdk8s-kro.korifi.declared');
type Holder = Construct & { readonly [DECLARED]?: readonly Manifest[] };

/** Says that an object is in the cluster, though nothing here writes it; rules then let others refer to it. */
export function declare(construct: Construct, manifest: Manifest): void {
  const before = declaredBy(construct);
  Object.defineProperty(construct, DECLARED, { value: [...before, manifest], configurable: true });
}

export const declareSecret = (construct: Construct, namespace: string, { name }: SecretRef): void =>
  declare(construct, { kind: 'Secret', namespace, name, spec: {} });

export const declaredBy = (construct: Construct): readonly Manifest[] => (construct as Holder)[DECLARED] ?? [];
