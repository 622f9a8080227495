import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { ApplicationSet } from '../../imports/argoproj.io';
import { type ApplicationProps, ARGOCD, applicationSpec } from './application';
import { manifest } from './manifest';
import { inWave } from './wave';

export interface ApplicationPerFileProps {
  readonly name: string;
  readonly repository: string;
  readonly revision: string;
  /** Globs of the files, from the root of the repository. `*` matches `/` too. */
  readonly files: readonly string[];
  /** Files the globs find that are meant for something else. @default none */
  readonly exclude?: readonly string[];
  /** What is made for each file; `{{.name}}` is the field `name` of the file. */
  readonly template: ApplicationProps;
  /** @default 0 */
  readonly wave?: number;
}

/**
 * An ApplicationSet that makes an Application for each file it finds, and deletes none: neither the Application nor what it
 * applied goes because a file is gone. A file without a field that the template names stops it, rather than make an Application of another name.
 *
 * See https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Git/#git-generator-files.
 */
export const applicationPerFile = (scope: Construct, id: string, props: ApplicationPerFileProps): ApiObject => {
  const { name, repository: repoURL, revision, files, exclude = [], template, wave } = props;
  return manifest(scope, id, ApplicationSet, {
    metadata: { name, namespace: ARGOCD, ...(wave !== undefined && { annotations: inWave(wave) }) },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [
        {
          git: {
            repoURL,
            revision,
            files: [...files.map(path => ({ path })), ...exclude.map(path => ({ path, exclude: true }))],
          },
        },
      ],
      syncPolicy: { applicationsSync: 'create-update', preserveResourcesOnDeletion: true },
      template: {
        metadata: { name: template.name, namespace: ARGOCD },
        spec: applicationSpec(template),
      },
    },
  });
};
