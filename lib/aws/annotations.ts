import { json } from '../cel/json';
import type { Input } from '../cel/ref';

/** Has ACK make the object in a region other than its controller's. */
export const inRegion = <T extends Input<string>>(region: T): Readonly<Record<string, T>> => ({
  'services.k8s.aws/region': region,
});

/**
 * Has ACK take over what exists already, as after a cluster was rebuilt, and make it otherwise.
 *
 * @param fields what finds it, where AWS gives it an id that the spec cannot hold: `{ id: 'E2QWRUHAPOMQZL' }`. @default the spec finds it
 */
export const adopted = (fields?: Readonly<Record<string, Input<string>>>): Readonly<Record<string, string>> => ({
  'services.k8s.aws/adoption-policy': 'adopt-or-create',
  ...(fields && { 'services.k8s.aws/adoption-fields': json(fields) }),
});

/** Has ACK leave in AWS what the object stands for when the object is deleted. */
export const retained = (): Readonly<Record<string, string>> => ({ 'services.k8s.aws/deletion-policy': 'retain' });
