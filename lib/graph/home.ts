import type { Kinds } from '../schema/kinds';

/** Whether a group is one of Kubernetes' own, of which all kinds are known: others have a dot in their names. */
export const isOfKubernetes = (apiVersion: string): boolean => !apiVersion.includes('.');

/** Which APIs have a kind, Kubernetes' own first: `Deployment is in apps/v1.` */
export function homeOf(kind: string, kinds: Kinds): string | undefined {
  const homes = kinds.names().flatMap(each => (each.kind === kind ? [each.apiVersion] : []));
  const ours = homes.filter(isOfKubernetes);
  const shown = [...ours, ...homes.filter(each => !ours.includes(each))].slice(0, 3);
  return shown.length > 0 ? `${kind} is in ${shown.join(', ')}.` : undefined;
}
