/** Where files go below the output folder. Argo CD reads folders, so what has to be applied together stands in one. */
export const layout = {
  /** Graphs, each with the ClusterRole kro needs for it. */
  graphs: 'rgds',
  /** What a hub applies to itself. A hub's folder is called as the hub. */
  hub: (name: string, part: 'bootstrap' | 'addons' | 'fleet') => `${name}/${part}`,
  /** What hubs apply for one spoke: to themselves, to the spoke, and the Applications in between. */
  spoke: (name: string, part: 'infrastructure' | 'applications' | 'argocd') => `spokes/${name}/${part}`,
  /** What an administrator makes in an account before hubs can enter it. No Application reads it. */
  account: (id: string) => `accounts/${id}`,
} as const;

/** Folders that no hub can be called after. */
export const RESERVED_FOLDERS = ['accounts', 'apps', 'korifi', 'platform', 'rgds', 'schemas', 'spokes'] as const;
