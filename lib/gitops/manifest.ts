import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Kind } from '../kro/kind';

/** An object of an imported kind outside of graphs, checked by the compiler as `resource` is inside one. */
export function manifest<O extends object>(
  scope: Construct,
  id: string,
  { apiVersion, kind }: Kind<O>,
  body: Omit<O, 'status'>,
): ApiObject {
  return new ApiObject(scope, id, { apiVersion, kind, ...body });
}
