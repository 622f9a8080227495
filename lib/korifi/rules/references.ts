import type { Entry, EntryKind } from './entry';
import { pathOf, type View } from './view';
import type { RuleName, Violation } from './violation';

/** What an object refers to; the references Korifi resolves within the namespace of the object. */
const REFERENCES: { readonly [K in EntryKind]?: (spec: Entry['spec']) => readonly [EntryKind, unknown][] } = {
  CFApp: ({ envSecretName, currentDropletRef }) => [
    ['Secret', envSecretName],
    ['CFBuild', currentDropletRef?.name],
  ],
  CFPackage: ({ appRef, source }) => [
    ['CFApp', appRef?.name],
    ...(source?.registry?.imagePullSecrets ?? []).map((each: { name?: string }) => ['Secret', each.name] as const),
  ],
  CFBuild: ({ appRef, packageRef }) => [
    ['CFApp', appRef?.name],
    ['CFPackage', packageRef?.name],
  ],
  CFProcess: ({ appRef }) => [['CFApp', appRef?.name]],
  CFServiceInstance: ({ secretName, parameters }) => [
    ['Secret', secretName],
    ['Secret', parameters?.name],
  ],
  CFServiceBinding: ({ appRef, service, parameters }) => [
    ['CFApp', appRef?.name],
    ['CFServiceInstance', service?.name],
    ['Secret', parameters?.name],
  ],
  CFTask: ({ appRef }) => [['CFApp', appRef?.name]],
};

/** References to what is neither written nor declared, and those that do not fit what they refer to. */
export function checkReferences(view: View): Violation[] {
  return view.entries
    .filter(entry => entry.isWritten)
    .flatMap(entry => [...missing(entry, view), ...unfit(entry, view)]);
}

function missing(entry: Entry, view: View): Violation[] {
  const references = REFERENCES[entry.kind]?.(entry.spec) ?? [];
  return references.flatMap(([kind, name]) => {
    if (name === undefined || name === '' || view.tryFind(kind, entry.namespace, String(name))) return [];
    const message = `${kind} '${name}' is neither written in namespace '${entry.namespace}' nor declared. Add it, or declare it with new External().`;
    return [{ rule: 'reference' as const, entry, message }];
  });
}

function unfit(entry: Entry, view: View): Violation[] {
  const say = (rule: RuleName, message: string): Violation => ({ rule, entry, message });
  const { spec, namespace } = entry;
  switch (entry.kind) {
    case 'CFRoute':
      return checkRoute(entry, view);
    case 'CFPackage':
    case 'CFBuild': {
      const app = view.tryFind('CFApp', namespace, String(spec.appRef?.name));
      const wanted = app?.spec.lifecycle?.type;
      const type = entry.kind === 'CFBuild' ? spec.lifecycle?.type : spec.type === 'bits' ? 'buildpack' : spec.type;
      if (!app || !wanted || type === wanted) return [];
      const fits = entry.kind === 'CFPackage' && wanted === 'buildpack' ? 'bits' : wanted;
      return [say('lifecycle', `it is for ${type}, and its app ${pathOf(app)} for ${wanted}. Write type ${fits}.`)];
    }
    case 'CFTask':
      return checkTask(entry);
    default:
      return [];
  }
}

function checkRoute(route: Entry, view: View): Violation[] {
  const { spec, namespace } = route;
  const found: Violation[] = [];
  if (!view.tryDomain(route)) {
    const name = spec.domain ?? spec.domainRef?.name;
    const message = `its domain '${name}' is neither written nor declared. Add it with addDomain(), or declare it with existingDomain().`;
    found.push({ rule: 'route-domain', entry: route, message });
  }
  for (const { appRef } of spec.destinations ?? []) {
    const app = view.tryFind('CFApp', namespace, String(appRef?.name));
    if (app) continue;
    const elsewhere = view.of('CFApp').find(each => each.name === appRef?.name);
    const message = elsewhere
      ? `it leads to ${pathOf(elsewhere)}, which is in another space. A route leads to apps of its own space; map it there.`
      : `it leads to app '${appRef?.name}', which is neither written nor declared. Add the app, or declare it with new External().`;
    found.push({ rule: 'route-destination', entry: route, message });
  }
  return found;
}

function checkTask(task: Entry): Violation[] {
  const { appRef, command, canceled } = task.spec;
  const found: Violation[] = [];
  if (!appRef?.name || !command)
    found.push({
      rule: 'task-command',
      entry: task,
      message: `a task needs ${!appRef?.name ? 'an app (appRef.name)' : 'a command'}. Say it.`,
    });
  const conditions: readonly { type?: string; status?: string }[] = task.status?.conditions ?? [];
  const done = conditions.find(each => /^(Succeeded|Failed)$/.test(each.type ?? '') && each.status === 'True');
  if (canceled === true && done)
    found.push({
      rule: 'task-canceled',
      entry: task,
      message: `the task has ${done.type?.toLowerCase()}, and cannot be canceled any more. Remove canceled.`,
    });
  return found;
}
