import type { IConstruct } from 'constructs';
import type { Ident } from '../cel/ast';
import { type Expr, nodeOf, type Ref } from '../cel/ref';
import { toTemplate, type Visible } from '../cel/template';
import { graphOf } from './scope';
import { visibleIn } from './visibility';

/** When kro creates a resource, and when it counts as ready. */
export interface When<O> {
  /** Create the resource only where this holds; what refers to a resource left out is left out too. @default always */
  readonly includeWhen?: Expr<boolean>;
  /**
   * Hold back what depends on the resource until this holds. It can read the resource alone; in a collection it holds for each
   * item (kro's `each`). @default ready as soon as it exists
   */
  readonly readyWhen?: (self: Ref<O>) => Expr<boolean>;
}

/** What kro lists beside the template of a resource. */
export interface Settings {
  readonly forEach?: readonly Readonly<Record<string, unknown>>[];
  readonly includeWhen?: readonly unknown[];
  readonly readyWhen?: readonly unknown[];
}

const SETTINGS = Symbol.for('cdk8s-kro.settings');
type Holder = IConstruct & { [SETTINGS]?: Settings };

/** The settings of a resource, empty where it was given none. */
export const settingsOf = (construct: IConstruct): Settings => (construct as Holder)[SETTINGS] ?? {};

export function setSettings(construct: IConstruct, settings: Settings): void {
  if (SETTINGS in construct) throw new Error(`${construct.node.path} already has conditions. Say them in one place.`);
  Object.defineProperty(construct, SETTINGS, { value: settings });
}

/** Prints conditions; `self` is the variable readyWhen may read. */
export function printWhen<O>(construct: IConstruct, { includeWhen, readyWhen }: When<O>, self: Ref<O>): Settings {
  const { path } = construct.node;
  return {
    ...(includeWhen && {
      includeWhen: [toTemplate(includeWhen, visibleIn(graphOf(construct), `${path} includeWhen`))],
    }),
    ...(readyWhen && { readyWhen: [toTemplate(readyWhen(self), only(nodeOf(self) as Ident, path))] }),
  };
}

const only =
  (self: Ident, path: string): Visible =>
  ({ name, owner }) => {
    if (name === self.name && owner === self.owner) return;
    throw new Error(
      `${path} readyWhen: kro lets it read the resource itself only, not '${name}'. Compare fields of '${self.name}' with plain values.`,
    );
  };
