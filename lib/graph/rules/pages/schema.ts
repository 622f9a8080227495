import type { SimpleCode } from '../../../schema/simple/problem';
import { type Lesson, texts } from './lesson';

/** A field of the API with this text as its type and markers. */
const field = (text: string) => ({ spec: { field: text } });
/** What kro puts in front of its texts about fields. */
const KRO =
  'failed to build resourcegraphdefinition "example": failed to build OpenAPI schema for instance: field field: ';

/** What can be wrong with the fields of an API. */
export const schema: Readonly<Record<SimpleCode, Lesson>> = {
  'schema-not-object': {
    says: 'spec.schema.spec and spec.schema.types are objects: names of fields or types, and what they are. Of anything else kro can make no schema. Write a name for each field.',
    rejected: { schema: { spec: ['string'] } },
    accepted: { spec: { name: 'string' } },
    kro: 'failed to build resourcegraphdefinition "example": failed to unmarshal spec schema: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}',
  },
  'empty-type': {
    says: 'A field begins with its type; markers come after it. kro refuses a field without a type, or a list or map without the type of what is in it. Write string, integer, boolean, float, object, []T, map[string]T or the name of a type.',
    ...texts('| required=true', 'string | required=true', field),
    kro: `${KRO}empty type`,
  },
  'unexpected-type': {
    says: 'The type of a field is a text, or an object of fields. A number, a list or nothing at all is neither. Write the type, and what the value is to be by default as a marker.',
    rejected: { spec: { field: 3 } },
    accepted: { spec: { field: 'integer | default=3' } },
    kro: `${KRO}unexpected type: int64`,
  },
  'deep-type': {
    says: 'kro follows lists of lists and maps of maps sixteen levels deep, and refuses what is deeper. Give the inner part a name in spec.schema.types.',
    ...texts(`${'[]'.repeat(17)}string`, '[][]string', field),
    kro: `${KRO}type nesting too deep (max 16): "string"`,
  },
  'map-key': {
    says: 'The keys of a map are texts, as everything in JSON is found by a text. Write map[string]T, without blanks inside the brackets.',
    ...texts('map[integer]string', 'map[string]string', field),
    kro: `${KRO}map key must be string`,
  },
  'unknown-type': {
    says: 'kro knows string, integer, boolean, float and object, and the types in spec.schema.types. It has no int, number, bool or any. Names are case-sensitive.',
    ...texts('int', 'integer', field),
    kro: `${KRO}unknown type: int`,
  },
  'type-cycle': {
    says: 'The types of a schema are written out wherever they are used, so a type cannot be in itself, directly or through another. Write the inner part as object, which takes anything.',
    rejected: { types: { Tree: { leaf: 'string', child: 'Tree' } }, spec: { tree: 'Tree' } },
    accepted: { types: { Tree: { leaf: 'string', child: 'object' } }, spec: { tree: 'Tree' } },
    kro: 'failed to build resourcegraphdefinition "example": failed to build OpenAPI schema for instance: self references are not allowed',
  },
  'marker-syntax': {
    says: 'A marker is name=value, without blanks around the sign, and markers stand behind one | with blanks between them. Until v0.8 kro passed over a lone required; since then it refuses it. Put values with blanks in double quotes, and leave no blank at the end.',
    ...texts('string | required', 'string | required=true', field),
    kro: `${KRO}marker key 'required' without a value`,
  },
  'marker-panic': {
    says: 'A value that is one lone quotation mark makes kro v0.9.3 panic, and the RGD never settles. Close the quotation.',
    ...texts('string | default="', 'string | default=""', field),
    kro: 'PANIC: runtime error: slice bounds out of range [1:0]',
  },
  'unknown-marker': {
    says: 'kro refuses markers it does not know. It knows required, default, description, minimum, maximum, validation, immutable, enum, minLength, maxLength, pattern, uniqueItems, minItems, maxItems, listType and listMapKey, written so. A field without required=true is optional anyway.',
    ...texts('string | optional=true', 'string', field),
    kro: `${KRO}invalid marker key "optional": unknown marker: optional`,
  },
  'marker-value': {
    says: 'Some markers take a number, some true or false, and some a text that is not empty. kro refuses a value it cannot read as that. Only true and false, in several spellings, are booleans; yes and no are not.',
    ...texts('string | required=yes', 'string | required=true', field),
    kro: `${KRO}failed to parse required marker value: strconv.ParseBool: parsing "yes": invalid syntax`,
  },
  'marker-misplaced': {
    says: 'Lengths and patterns are for strings, numbers of items and list types for lists, enum for strings and integers. kro refuses a marker on another type. minimum and maximum bound numbers.',
    ...texts('integer | maxLength=3', 'integer | maximum=999', field),
    kro: `${KRO}maxLength marker is only valid for string types, got type: integer`,
  },
  'invalid-default': {
    says: 'The default of an integer, a number or a boolean has to be one. kro reads it when it reads the schema, and refuses what it cannot read.',
    ...texts('integer | default=many', 'integer | default=3', field),
    kro: `${KRO}default value must be a valid integer, got: many`,
  },
  'invalid-enum': {
    says: 'The values of an enum are one text with commas between them; none may be empty, and those of an integer are integers. A comma cannot be part of a value.',
    ...texts('string | enum="dev,,prod"', 'string | enum="dev,prod"', field),
    kro: `${KRO}empty enum values are not allowed`,
  },
  'invalid-pattern': {
    says: 'Patterns are RE2, which has no look-ahead and no back-references. kro refuses a pattern RE2 cannot read. Say the rest with validation, in CEL.',
    ...texts('string | pattern="^(?!kube-)"', 'string | validation="!self.startsWith(\'kube-\')"', field),
    kro: `${KRO}invalid pattern regex: error parsing regexp: invalid or unsupported Perl syntax: \`(?!\``,
  },
  'list-type': {
    says: 'A list is atomic, set or map; uniqueItems=true says set. A map needs the field that tells its items apart, in listMapKey. kro refuses other words, and markers that say two things.',
    ...texts('[]string | listType=bag', '[]string | listType=set', field),
    kro: `${KRO}unsupported value for listType bag, needs to be one of atomic, set, or map`,
  },
};
