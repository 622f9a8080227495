import { formatFloat } from '../../schema/go';

/** One difference between two versions of an API. */
export interface Change {
  /** In the schema: `.properties.spec.properties.port.minimum`; of an object, in the RGD: `spec.resources[0].template.kind`. */
  readonly path: string;
  readonly type: ChangeType;
  readonly old: string;
  readonly new: string;
  /** In kro's words, where it has some. */
  readonly description: string;
}

const BOUND = ['MINIMUM', 'MAXIMUM', 'MIN_LENGTH', 'MAX_LENGTH', 'MIN_ITEMS', 'MAX_ITEMS'] as const;
export type Bound = (typeof BOUND)[number];

export type ChangeType = SchemaChange | ObjectChange;

export type SchemaChange =
  | 'PROPERTY_ADDED'
  | 'PROPERTY_REMOVED'
  | 'TYPE_CHANGED'
  | 'DESCRIPTION_CHANGED'
  | 'DEFAULT_CHANGED'
  | 'REQUIRED_ADDED'
  | 'REQUIRED_REMOVED'
  | 'REQUIRED_DEFAULT_REMOVED'
  | 'ENUM_RESTRICTED'
  | 'ENUM_EXPANDED'
  | 'PATTERN_ADDED'
  | 'PATTERN_REMOVED'
  | 'PATTERN_CHANGED'
  | `${Bound}_${'ADDED' | 'REMOVED' | 'INCREASED' | 'DECREASED'}`
  | 'NOT_COMPARED';

/** What happens to the objects of instances that are there. */
export type ObjectChange = 'ID_CHANGED' | 'OBJECT_REMOVED' | 'OBJECT_REPLACED' | 'IMMUTABLE_CHANGED';

/** A change of the schema, with kro's description. */
export const change = (path: string, type: SchemaChange, before = '', after = ''): Change => ({
  path,
  type,
  old: before,
  new: after,
  description: describe(path, type, before, after),
});

const NAMES: Readonly<Record<Bound, string>> = {
  MINIMUM: 'Minimum',
  MAXIMUM: 'Maximum',
  MIN_LENGTH: 'MinLength',
  MAX_LENGTH: 'MaxLength',
  MIN_ITEMS: 'MinItems',
  MAX_ITEMS: 'MaxItems',
};

function describe(path: string, type: SchemaChange, before: string, after: string): string {
  const last = path.slice(path.lastIndexOf('.') + 1);
  switch (type) {
    case 'PROPERTY_ADDED':
      return `Optional property ${last} was added`; // kro says so of required ones too
    case 'PROPERTY_REMOVED':
      return `Property ${last} was removed`;
    case 'TYPE_CHANGED':
      return `Type changed from ${before} to ${after}`;
    case 'DESCRIPTION_CHANGED':
      return `Description field was changed from ${before} to ${after}`;
    case 'DEFAULT_CHANGED':
      return `Default value was changed from ${before} to ${after}`;
    case 'REQUIRED_ADDED':
      return `Field ${after} is newly required`;
    case 'REQUIRED_REMOVED':
      return `Field ${before} is no longer required`;
    case 'REQUIRED_DEFAULT_REMOVED':
      return `Default value removed from required field ${before}`;
    case 'ENUM_RESTRICTED':
      return `Enum value ${before} was removed`;
    case 'ENUM_EXPANDED':
      return `Enum value ${after} was added`;
    case 'PATTERN_ADDED':
      return `Validation pattern ${after} was added`;
    case 'PATTERN_REMOVED':
      return `Validation pattern ${before} was removed`;
    case 'PATTERN_CHANGED':
      return `Validation pattern changed from ${before} to ${after}`;
    case 'NOT_COMPARED':
      return `${last} changed from ${before} to ${after}`;
    default:
      return describeBound(type, before, after);
  }
}

function describeBound(type: SchemaChange, before: string, after: string): string {
  const bound = BOUND.find(each => type.startsWith(each))!;
  const what = type.slice(bound.length + 1).toLowerCase();
  if (what === 'added' || what === 'removed') return `${NAMES[bound]} constraint ${after || before} was ${what}`;
  return `${NAMES[bound]} was ${what} from ${before} to ${after}`;
}

/** Breaking and non-breaking changes. */
export interface Changes {
  readonly breaking: Change[];
  readonly nonBreaking: Change[];
}

/** The change of a bound: one that is added or made tighter breaks instances. */
export function boundChange(
  path: string,
  bound: Bound,
  before: number | undefined,
  after: number | undefined,
  into: Changes,
): void {
  if (before === after) return;
  const [from, to] = [before, after].map(each => (each === undefined ? '' : formatFloat(each)));
  if (before === undefined) into.breaking.push(change(path, `${bound}_ADDED`, from, to));
  else if (after === undefined) into.nonBreaking.push(change(path, `${bound}_REMOVED`, from, to));
  else {
    const grows = after > before;
    const tightens = bound.startsWith('MIN') === grows;
    into[tightens ? 'breaking' : 'nonBreaking'].push(
      change(path, `${bound}_${grows ? 'INCREASED' : 'DECREASED'}`, from, to),
    );
  }
}
