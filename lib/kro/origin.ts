import type { IConstruct } from 'constructs';
import type { Api, Kind } from './kind';
import { placeOf } from './mistake';

const ORIGIN = Symbol.for('cdk8s-kro.origin');

interface Origin {
  /** Its stack is the way to the construct; V8 makes a text of it only when asked. */
  readonly stack: Error;
  /** Declared with `api()`. */
  readonly api?: Api;
}

type Noted = IConstruct & { readonly [ORIGIN]?: Origin };

/** Deep enough for the author's line behind the constructs of a library. */
const FRAMES = 30;

/** Notes from where a construct is made and of which kind, for what is to be said about it at synth. */
export function note(construct: IConstruct, kind?: Kind): void {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = FRAMES;
  const stack = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  Object.defineProperty(construct, ORIGIN, { value: { stack, ...(kind && isApi(kind) && { api: kind }) } });
}

const isApi = (kind: Kind): kind is Api => 'group' in kind;

/** The API a construct is an instance or a user of, as it was declared. */
export const apiOf = (construct: IConstruct): Api | undefined => (construct as Noted)[ORIGIN]?.api;

/** The line of the author's code that made a construct, or the nearest known one around it: `apps/carts.ts:31:19`. */
export function originOf(construct: IConstruct): string | undefined {
  const noted = construct.node.scopes.reverse().find(scope => ORIGIN in scope) as Noted | undefined;
  const origin = noted?.[ORIGIN];
  return origin && placeOf(origin.stack);
}
