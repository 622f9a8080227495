import { ApiObject } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { toTemplate } from '../cel/template';
import type { Api, ObjectMeta, SpecOf } from './kind';
import { note } from './origin';
import { tryGraphOf } from './scope';

export interface InstanceProps<A> {
  /** @default a name cdk8s makes of the construct's path */
  readonly metadata?: Pick<ObjectMeta, 'name' | 'namespace' | 'labels' | 'annotations'>;
  readonly spec: SpecOf<A>;
}

/** One instance of an API, typed by the declaration its graph is typed by. */
export class Instance<A extends Api> extends ApiObject {
  /** @throws where the spec holds a reference, which only the templates of a graph can */
  constructor(scope: Construct, id: string, api: A, props: InstanceProps<A>) {
    const path = `${scope.node.path}/${id}`;
    toTemplate(props, ({ name }) => {
      throw new Error(
        `${path}: an instance holds plain values, not references such as '${name}'. kro does not evaluate them here.`,
      );
    });
    const { metadata = {}, spec } = props;
    super(scope, id, { apiVersion: api.apiVersion, kind: api.kind, metadata, spec });
    note(this, api);
  }
}

/** The instances of an API in a cdk8s app, but for those a graph makes, which only kro can name. */
export const instancesOf = ({ apiVersion, kind }: Api, app: IConstruct): ApiObject[] =>
  app.node
    .findAll()
    .filter(ApiObject.isApiObject)
    .filter(object => object.apiVersion === apiVersion && object.kind === kind && !tryGraphOf(object));
