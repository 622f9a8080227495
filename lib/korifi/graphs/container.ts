import { choose, eq, gt } from '../../cel/ops';
import type { Expr } from '../../cel/ref';
import { cel } from '../../cel/template';

/** What Korifi lets no container do. */
export const CONTAINER_SECURITY = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
} as const;

export const POD_SECURITY_CONTEXT = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } as const;

export interface Quota {
  readonly memoryMB: Expr<number | undefined>;
  readonly diskMB: Expr<number | undefined>;
}

/** Memory and disk as asked for; of a CPU a tenth per gigabyte of memory, and 5m at least. */
export function resources({ memoryMB, diskMB }: Quota) {
  const limits = {
    memory: `${cel<string>`string(${memoryMB})`}Mi`,
    'ephemeral-storage': `${cel<string>`string(${diskMB})`}Mi`,
  };
  const cpu = cel<number>`100 * ${memoryMB} / 1024`;
  return { requests: { cpu: `${cel<string>`string(${choose(gt(cpu, 5), cpu, 5)})`}m`, ...limits }, limits };
}

/** The command line that starts a command in a droplet: `otherwise`, by default that of the image, where none is given. */
export const commandLine = (
  command: Expr<string | undefined>,
  lifecycle: Expr<string>,
  otherwise: Expr<readonly string[]> | readonly string[] = [],
): Expr<readonly string[]> =>
  choose(
    eq(command as Expr<string>, ''),
    otherwise,
    cel<
      string[]
    >`${lifecycle} == "buildpack" ? ["/cnb/lifecycle/launcher", ${command}] : ["/bin/sh", "-c", ${command}]`,
  );

/** A droplet starts its process `web` by itself, and others by their types; https://github.com/buildpacks/spec/blob/main/platform.md. */
export const processLine = (type: Expr<string>, lifecycle: Expr<string>): Expr<readonly string[]> =>
  cel`${lifecycle} == "buildpack" && ${type} != "web" ? ["/cnb/process/" + ${type}] : []`;

/** Names as the list of references Kubernetes wants. */
export const named = (names: Expr<readonly string[] | undefined>): Expr<readonly { readonly name: string }[]> =>
  cel`${names}.map(each, {"name": each})`;

/** The Secrets whose keys are variables; the last of a name wins. */
export const variablesOf = (app: Expr<string>, env: Expr<string>) => [
  { secretRef: { name: env } },
  { secretRef: { name: `${app}-vcap-application` } },
  { secretRef: { name: `${app}-vcap-services` } },
];
