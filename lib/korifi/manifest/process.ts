import type { HealthCheck, ProcessProps } from '../process';
import type { Fields } from './fields';

/** What a manifest says of a process: of `web` at the top of an app, of any below `processes`. */
export interface ProcessText {
  readonly command?: string;
  readonly instances?: number;
  readonly memory?: string;
  readonly disk?: string;
  readonly timeout?: number;
  readonly check?: 'http' | 'port' | 'process';
  readonly endpoint?: string;
  readonly invocationTimeout?: number;
}

/** `none` is what `process` was called once. */
const CHECKS = { none: 'process', process: 'process', port: 'port', http: 'http' } as const;

export function readProcess(fields: Fields): ProcessText {
  const check = fields.oneOf('health-check-type', Object.keys(CHECKS) as (keyof typeof CHECKS)[]);
  const endpoint = fields.text('health-check-http-endpoint');
  if (endpoint !== undefined && check !== undefined && check !== 'http')
    fields.wrong(
      'health-check-http-endpoint',
      `health-check-http-endpoint belongs to a check by http, and health-check-type is ${check}.`,
      'Write health-check-type: http, or remove the endpoint.',
    );
  if (endpoint !== undefined && !endpoint.startsWith('/'))
    fields.wrong('health-check-http-endpoint', `The endpoint '${endpoint}' is no path.`, `Write /${endpoint}.`);
  const text: ProcessText = {
    command: fields.text('command'),
    instances: fields.integer('instances', 0),
    memory: fields.size('memory'),
    disk: diskOf(fields),
    timeout: fields.integer('timeout', 1),
    check: check && CHECKS[check],
    endpoint,
    invocationTimeout: fields.integer('health-check-invocation-timeout', 1),
  };
  return Object.fromEntries(Object.entries(text).filter(([, value]) => value !== undefined));
}

function diskOf(fields: Fields): string | undefined {
  const [disk, old] = [fields.size('disk_quota'), fields.size('disk-quota')];
  if (fields.has('disk_quota') && fields.has('disk-quota'))
    fields.wrong('disk-quota', 'disk-quota is disk_quota, written another way.', 'Remove one of them.');
  return disk ?? old;
}

/** The process as constructs take it; an endpoint without a type means http. */
export function processProps(text: ProcessText, type: string): ProcessProps {
  const { check, endpoint, timeout, invocationTimeout, ...props } = text;
  const kind = check ?? (endpoint === undefined ? undefined : 'http');
  if (kind === undefined && timeout === undefined && invocationTimeout === undefined) return props;
  const healthCheck = {
    type: kind ?? (type === 'web' ? 'port' : 'process'),
    ...(endpoint !== undefined && { endpoint }),
    ...(timeout !== undefined && { timeout }),
    ...(invocationTimeout !== undefined && { invocationTimeout }),
  };
  return { ...props, healthCheck: healthCheck as HealthCheck };
}
