import { PROJECTS } from '../names';
import type { ConfigFile } from './file';
import type { Mistake } from './mistake';
import type { FleetConfig } from './shape';

export type TeamConfig = NonNullable<FleetConfig['teams']>[number];

/** What is wrong with the teams in `config.yaml`: everything of a team is its own. */
export function checkTeams(
  { file, lineOf }: ConfigFile,
  { platform, teams }: { readonly platform: FleetConfig['platform']; readonly teams: readonly TeamConfig[] },
): Mistake[] {
  return teams.flatMap((team, i) =>
    problemsOf(team, platform, teams.slice(0, i)).map(([key, message]) => {
      const path = `teams[${i}].${key}`;
      return { file, line: lineOf(path), path, message };
    }),
  );
}

/** Fields of a team and what is wrong with them. */
function problemsOf(
  { name, role, namespaces }: TeamConfig,
  platform: FleetConfig['platform'],
  before: readonly TeamConfig[],
): (readonly [key: string, message: string])[] {
  const sameRole = [{ ...platform, name: 'the platform team' }, ...before].find(other => other.role === role);
  const checks: [isWrong: boolean, key: string, message: string][] = [
    [before.some(other => other.name === name), 'name', `Another team is called ${name}. Rename one.`],
    [PROJECTS.has(name), 'name', `Argo CD has a project ${name} for something else. Give the team another name.`],
    [
      sameRole !== undefined,
      'role',
      `${role} is the role of ${sameRole?.name} too, and EKS lets a role in once. Give each team a role of its own.`,
    ],
    ...namespaces.flatMap((namespace, n): typeof checks => {
      const owner = before.find(other => other.namespaces.includes(namespace));
      const path = `namespaces[${n}]`;
      return [
        [namespaces.indexOf(namespace) < n, path, `${namespace} is in the list twice.`],
        [owner !== undefined, path, `${namespace} is a namespace of ${owner?.name} already. Rename one.`],
        [OF_OTHERS.test(namespace), path, `${namespace} is not for teams. Name a namespace of their own.`],
      ];
    }),
  ];
  return checks.filter(([isWrong]) => isWrong).map(([, key, message]) => [key, message]);
}

/** Namespaces of Kubernetes, and those where anybody's objects end up that name none. */
const OF_OTHERS = /^(?:kube-.*|default)$/;
