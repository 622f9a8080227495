import { type Api, api } from '../kro/kind';
import { region as REGION } from '../platform/field';
import * as s from '../schema/field';
import { OWNER } from './naming';

const STATUS = {
  apiEndpoint: s.string(),
  apiId: s.string(),
  tableArn: s.string(),
  functionArn: s.string(),
  appUrl: s.string(),
};

export interface ServerlessApiProps {
  /** Upper camel case. */
  readonly kind: string;
  /** Region of the shared layer. */
  readonly region: string;
}

/** The API of a serverless app. Its instances say whose they are; a `ServerlessStack` serves it. */
export const serverlessApi = ({ kind, region }: ServerlessApiProps): ServerlessApi =>
  api({ kind, spec: specIn(region), status: STATUS });

// as with names, the pattern keeps quotes and wildcards out of ARNs and policies
const specIn = (region: string) => ({ ...OWNER, region: s.string().default(region).pattern(REGION.pattern) });

export type ServerlessApi = Api<ReturnType<typeof specIn>, typeof STATUS>;

/** The region of the shared layer, which instances have that name no other. */
export const homeOf = (api: ServerlessApi) => api.spec.region.markers.find(({ key }) => key === 'default')?.value;
