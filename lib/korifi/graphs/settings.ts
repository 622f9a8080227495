/** What the graphs need to know of the cluster. */
export interface GraphSettings {
  /** The API group of the graphs' kinds. @default 'cf.example.com' */
  readonly group: string;
  /** What carries requests to apps: HTTPRoutes of the Gateway API, or HTTPProxies of Contour. @default 'gateway' */
  readonly ingress: 'gateway' | 'contour';
  /** The Gateway that routes belong to. @default korifi in korifi-gateway */
  readonly gateway: { readonly name: string; readonly namespace: string };
  /**
   * How credentials get below /bindings: the graph mounts them, or the controller of servicebinding.io does.
   *
   * @default 'mounted'
   */
  readonly bindings: 'mounted' | 'projected';
  /** The Secret of the root namespace by which images are pushed and pulled. @default 'image-registry-credentials' */
  readonly registrySecret: string;
  /** The ClusterBuilder of kpack. @default 'cf-kpack-cluster-builder' */
  readonly builder: string;
}

export const withDefaults = ({
  group = 'cf.example.com',
  ingress = 'gateway',
  gateway = { name: 'korifi', namespace: 'korifi-gateway' },
  bindings = 'mounted',
  registrySecret = 'image-registry-credentials',
  builder = 'cf-kpack-cluster-builder',
}: Partial<GraphSettings>): GraphSettings => ({ group, ingress, gateway, bindings, registrySecret, builder });
