const PREFIX = 'korifi.cloudfoundry.org';

/** The labels by which Korifi's objects find each other; the graphs use them too. */
export const GUID = `${PREFIX}/guid`;
export const APP_GUID = `${PREFIX}/app-guid`;
export const PROCESS_GUID = `${PREFIX}/process-guid`;
export const PROCESS_TYPE = `${PREFIX}/process-type`;
export const VERSION = `${PREFIX}/version`;
/** An annotation of a CFApp, a label of its workloads: Korifi gives every revision workloads of its own. */
export const APP_REVISION = `${PREFIX}/app-rev`;
export const ORG_GUID = `${PREFIX}/org-guid`;
export const SPACE_GUID = `${PREFIX}/space-guid`;
export const DISPLAY_NAME = `${PREFIX}/display-name`;
/** What a Secret of a binding is for: its value is MOUNT or ENTRY. */
export const BINDING = `${PREFIX}/binding`;
/** Files of an app, below /bindings. */
export const MOUNT = 'mount';
/** An entry of VCAP_SERVICES. */
export const ENTRY = 'entry';
/** The folder below /bindings. */
export const BINDING_NAME = `${PREFIX}/binding-name`;

/** What Korifi asks of the namespaces of organizations and spaces. */
export const POD_SECURITY = {
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/audit': 'restricted',
};
