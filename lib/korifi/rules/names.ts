import type { Entry } from './entry';
import { isOneObject, pathOf, type View } from './view';
import type { RuleName, Violation } from './violation';

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/i;
const FQDN = /^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Names that Korifi does not take, and places where it does not look. */
export function checkNames(view: View): Violation[] {
  return [
    ...view.of('CFOrg').flatMap(org => checkOrg(org, view)),
    ...view.of('CFSpace').flatMap(space => checkSpace(space, view)),
    ...checkDomains(view.of('CFDomain')),
    ...view.of('CFRoute').flatMap(route => checkRoute(route, view)),
    ...view.of('CFServiceBinding').flatMap(binding => checkBinding(binding, view)),
  ];
}

const violation = (rule: RuleName, entry: Entry, message: string): Violation => ({ rule, entry, message });

function checkOrg(org: Entry, { rootNamespace }: View): Violation[] {
  if (org.namespace !== rootNamespace)
    return [
      violation('org-name', org, `a CFOrg belongs in namespace '${rootNamespace}', not '${org.namespace}'. Move it.`),
    ];
  return tooLong('org-name', org);
}

function checkSpace(space: Entry, view: View): Violation[] {
  const found = tooLong('space-name', space);
  if (view.tryFind('CFOrg', view.rootNamespace, space.namespace)) return found;
  const message = `its namespace '${space.namespace}' is that of no organization. Add the organization, or declare it with existingOrg().`;
  return [...found, violation('space-org', space, message)];
}

/** A namespace gets the name. */
const tooLong = (rule: RuleName, entry: Entry): Violation[] =>
  entry.name.length <= 63
    ? []
    : [
        violation(
          rule,
          entry,
          `the name '${entry.name}' has ${entry.name.length} characters. A namespace has 63 at most.`,
        ),
      ];

function checkDomains(domains: readonly Entry[]): Violation[] {
  return domains.flatMap((domain, i) => {
    const { name } = domain.spec;
    const problem = domainProblem(String(name));
    if (problem) return [violation('domain-name', domain, problem)];
    const other = domains
      .slice(0, i)
      .find(each => overlap(String(each.spec.name), String(name)) && !isOneObject(each, domain));
    if (!other) return [];
    const message = `domain '${name}' and '${other.spec.name}' of ${pathOf(other)} are one in the other. Keep one of them.`;
    return [violation('domain-overlap', domain, message)];
  });
}

/** Why a text is no domain. */
export const domainProblem = (name: string): string | undefined =>
  FQDN.test(name) && name.length <= 253
    ? undefined
    : `'${name}' is no domain name. Write lower case, such as apps.example.com.`;

const overlap = (a: string, b: string) => a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);

function checkRoute(route: Entry, view: View): Violation[] {
  const { host = '', path = '' } = route.spec;
  const found: Violation[] = [];
  if (host !== '*' && !isHost(host))
    found.push(
      violation('route-host', route, `'${host}' is no host. Write letters, digits and - (63 at most), or * for all.`),
    );
  const domain = view.tryDomain(route)?.spec.name;
  const length = `${host}.${domain}`.length;
  if (domain !== undefined && length > 253)
    found.push(
      violation('route-length', route, `host and domain have ${length} characters; 253 are allowed. Shorten the host.`),
    );
  const problem = path === '' ? undefined : pathProblem(String(path));
  if (problem) found.push(violation('route-path', route, `the path '${path}' ${problem}`));
  return found;
}

/** A folder below /bindings gets the name. */
function checkBinding(binding: Entry, view: View): Violation[] {
  const name = view.bindingName(binding) ?? '';
  if (!/[/:]|^\.\.?$/.test(name)) return [];
  const message = `'${name}' is no folder below /bindings. Give the binding a name without / and :.`;
  return [violation('binding-name', binding, message)];
}

export const isHost = (host: string): boolean => LABEL.test(host);

/** Why Cloud Foundry does not take a path of a route. */
export function pathProblem(path: string): string | undefined {
  if (path === '/') return "is '/' alone. Leave it out: a route without a path takes all of them.";
  if (!path.startsWith('/')) return `does not begin with '/'. Write '/${path}'.`;
  if (path.includes('?')) return "holds a '?'. A route does not look at the query; cut it off.";
  if (path.length > 128) return `has ${path.length} characters; 128 are allowed. Shorten it.`;
  if (!/^(?:[-\w./~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/.test(path))
    return 'holds a character no URI has. Encode it: a blank is %20.';
  return undefined;
}
