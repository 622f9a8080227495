import type { Run } from './frame';
import { type Json, own, read } from './json';
import { ANYTHING, type Shape } from './shape';
import type { Place } from './unknown';

/** One step into an object: the key in the JSON and how what is there is read. */
interface Step {
  readonly key: string;
  readonly shape: Shape;
}

/**
 * `variable.field.field`, the commonest expression, in one go through plain JSON. Whatever is not there, not plain or
 * not known is left to `slowly`, which takes it step by step.
 */
export function path(name: string, shape: Shape, fields: readonly string[], slowly: Run): Run {
  const steps = stepsOf(shape, fields);
  const last = steps?.at(-1);
  if (!steps || !last) return slowly;
  const parent = steps.slice(0, -1).reduce<Place>((place, { key }) => ({ parent: place, key }), { key: name });
  return frame => {
    let json = own(frame.values, name);
    for (let i = 0; i < steps.length; i++) {
      if (!isPlain(json)) return slowly(frame);
      json = own(json, steps[i]!.key);
    }
    if (json === undefined || json === null || typeof json === 'symbol') return slowly(frame);
    return read(json, last.shape, parent, last.key);
  };
}

const isPlain = (json: unknown): json is Json =>
  typeof json === 'object' && json !== null && Object.getPrototypeOf(json) === Object.prototype;

/** What the fields are in the JSON; undefined if some is not declared. */
function stepsOf(root: Shape, fields: readonly string[]): Step[] | undefined {
  const steps: Step[] = [];
  let shape = root;
  for (const name of fields) {
    const step = stepInto(shape, name);
    if (!step) return undefined;
    steps.push(step);
    shape = step.shape;
  }
  return steps;
}

function stepInto(shape: Shape, name: string): Step | undefined {
  switch (shape.kind) {
    case 'struct':
      return shape.field(name);
    case 'map':
      return { key: name, shape: shape.value };
    case 'any':
      return { key: name, shape: ANYTHING };
    default:
      return undefined;
  }
}
