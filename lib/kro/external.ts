import { Construct } from 'constructs';
import { type Input, type Ref, variable } from '../cel/ref';
import { toTemplate } from '../cel/template';
import { EXTERNAL } from './entry';
import type { Kind } from './kind';
import { note } from './origin';
import { graphOf, idOf } from './scope';
import { printWhen, setSettings, type When } from './settings';
import { visibleIn } from './visibility';

export interface ExternalProps {
  readonly name: Input<string>;
  /** @default the namespace of the instance */
  readonly namespace?: Input<string>;
}

export interface ExternalListProps {
  /** Which objects belong to the list; see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels. */
  readonly selector: Input<{
    readonly matchLabels?: Readonly<Record<string, string>>;
    readonly matchExpressions?: readonly {
      readonly key: string;
      readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
      readonly values?: readonly string[];
    }[];
  }>;
  /** @default all namespaces */
  readonly namespace?: Input<string>;
}

/**
 * Refers to an object that the graph reads and never writes. Whatever uses it waits until it exists.
 *
 * Yields an entry with `externalRef: { apiVersion, kind, metadata: { name, namespace } }`.
 */
export function external<O extends object>(
  scope: Construct,
  id: string,
  kind: Kind<O>,
  props: ExternalProps,
  when: When<O> = {},
): Ref<O> {
  const { name, namespace } = props;
  return variable<O>(...reference(scope, id, kind, { name, namespace }, when));
}

/**
 * Refers to all objects a selector finds; the graph reads them and never writes them.
 *
 * Yields an entry with `externalRef: { apiVersion, kind, metadata: { selector, namespace } }`. It takes no readyWhen: kro v0.9.3
 * would wait for it for ever.
 */
export function externalList<O extends object>(
  scope: Construct,
  id: string,
  kind: Kind<O>,
  props: ExternalListProps,
  when: Pick<When<O>, 'includeWhen'> = {},
): Ref<readonly O[]> {
  const { selector, namespace } = props;
  return variable<readonly O[]>(...reference(scope, id, kind, { selector, namespace }, when));
}

function reference<O>(scope: Construct, id: string, kind: Kind, metadata: object, when: When<O>): [string, object] {
  const graph = graphOf(scope);
  const { apiVersion } = kind;
  const place = toTemplate(metadata, visibleIn(graph, `${scope.node.path}/${id}`));
  const entry = new ExternalReference(scope, id, { apiVersion, kind: kind.kind, metadata: place });
  note(entry, kind);
  setSettings(entry, printWhen(entry, when, variable<O>(idOf(entry), graph)));
  return [idOf(entry), graph];
}

class ExternalReference extends Construct {
  readonly [EXTERNAL]: object;

  constructor(scope: Construct, id: string, externalRef: object) {
    super(scope, id);
    this[EXTERNAL] = externalRef;
  }
}
