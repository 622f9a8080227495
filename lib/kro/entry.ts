import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { idOf } from './scope';
import { settingsOf } from './settings';
import { templateOf } from './template-of';

/** Marks a construct that refers to objects instead of making one, and holds the `externalRef` kro reads. */
export const EXTERNAL = Symbol.for('cdk8s-kro.external');

/** Whether a construct is an entry of `spec.resources`. */
export const isEntry = (construct: IConstruct): boolean => ApiObject.isApiObject(construct) || EXTERNAL in construct;

/** A resource as kro lists it. */
export function entryOf(construct: IConstruct): { readonly id: string } {
  const content =
    EXTERNAL in construct ? { externalRef: construct[EXTERNAL] } : { template: templateOf(construct as ApiObject) };
  return { id: idOf(construct), ...settingsOf(construct), ...content };
}
