import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { Application, type ApplicationSpec, type ApplicationSpecSource } from '../../imports/argoproj.io';
import { manifest } from './manifest';
import { inWave } from './wave';

/** A folder of a Git repository with whatever Argo CD knows: manifests, Kustomize, a chart. */
export interface AnySource {
  readonly type: 'any';
  readonly repository: string;
  /** Branch, tag or commit. */
  readonly revision: string;
  readonly path: string;
}

/** A folder of manifests in a Git repository, with the folders in it. */
export interface FolderSource extends Omit<AnySource, 'type'> {
  readonly type: 'folder';
  /** Files to take, relative to the folder, as a glob: `{a.yaml,b.yaml}`. @default all */
  readonly include?: string;
}

/** A Helm chart. */
export interface ChartSource {
  readonly type: 'chart';
  /** URL of a chart repository, or an OCI registry without its scheme. */
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
  /** @default those of the chart */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** A cluster that Argo CD knows, and the namespace for objects that name none. */
export interface Destination {
  /** @default 'in-cluster', the one Argo CD runs in */
  readonly cluster?: string;
  readonly namespace: string;
  /** Whether Argo CD makes the namespace where it is missing; its project then has to allow Namespaces. @default true */
  readonly createsNamespace?: boolean;
}

export interface ApplicationProps {
  readonly name: string;
  readonly project: string;
  readonly source: FolderSource | AnySource | ChartSource;
  readonly destination: Destination;
  /** @default 0 */
  readonly wave?: number;
  /**
   * Whether an object goes when its manifest goes. With 'never' nothing is deleted because a file is missing.
   *
   * @default 'never'
   */
  readonly prune?: 'never' | 'with-manifest';
}

/** What Argo CD calls the cluster it runs in. */
export const IN_CLUSTER = 'in-cluster';

/** Namespace of Argo CD, and of its Applications. */
export const ARGOCD = 'argocd';

/** An Argo CD Application that keeps a cluster as a folder or a chart says. Deleted itself, it deletes nothing. */
export const application = (scope: Construct, id: string, props: ApplicationProps): ApiObject =>
  manifest(scope, id, Application, {
    metadata: {
      name: props.name,
      namespace: ARGOCD,
      ...(props.wave !== undefined && { annotations: inWave(props.wave) }),
    },
    spec: applicationSpec(props),
  });

export function applicationSpec({ project, source, destination, prune = 'never' }: ApplicationProps): ApplicationSpec {
  const { cluster = IN_CLUSTER, namespace, createsNamespace = true } = destination;
  return {
    project,
    source: sourceOf(source),
    destination: { name: cluster, namespace },
    syncPolicy: {
      automated: { prune: prune === 'with-manifest', selfHeal: true },
      // a controller may take a while to serve the kinds the next wave needs; meanwhile a commit may mend what failed
      retry: { limit: 10, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
      syncOptions: [...(createsNamespace ? ['CreateNamespace=true'] : []), 'ServerSideApply=true'],
    },
  };
}

function sourceOf(source: ApplicationProps['source']): ApplicationSpecSource {
  switch (source.type) {
    case 'any':
      return { repoURL: source.repository, targetRevision: source.revision, path: source.path };
    case 'folder': {
      const { repository, revision, path, include } = source;
      const directory = { recurse: true, ...(include !== undefined && { include }) };
      return { repoURL: repository, targetRevision: revision, path, directory };
    }
    case 'chart': {
      const { repository, chart, version, values } = source;
      return {
        repoURL: repository,
        chart,
        targetRevision: version,
        ...(values && { helm: { valuesObject: values } }),
      };
    }
  }
}
