import type { ExpressionCode, StatusCode } from '../../finding';
import { configMap } from '../rule';
import { type Lesson, texts } from './lesson';

const LINK = 'failed to build dependency graph: failed to extract dependencies: ';
const VALIDATE = 'failed to validate resource "a": ';
const COMPILE = `${VALIDATE}failed to compile template expression `;
const STATUS = 'failed to build instance status schema: ';
const CONDITIONS = 'failed to build instance conditions: ';

/** An RGD with an expression in a ConfigMap. */
const holding = (key: string) => ({
  spec: { name: 'string | required=true', port: 'integer | default=80' },
  resources: [configMap('a', 'a', { key })],
});
const ready = (text: string) => ({ resources: [configMap('a', 'a', {}, { readyWhen: [text] })] });
const over = (text: string) => ({
  spec: { names: '[]string | required=true' },
  resources: [configMap('a', 'a-${name}', {}, { forEach: [{ name: text }] })],
});
const twoLists = (name: string, second: string) => ({
  spec: { rows: '[]integer | required=true' },
  resources: [configMap('a', name, {}, { forEach: [{ row: '${schema.spec.rows}' }, { column: second }] })],
});
const telling = (field: unknown) => ({ status: { field }, resources: [configMap('a', 'a')] });
const conditions = (...written: unknown[]) => ({ status: { conditions: written }, resources: [configMap('a', 'a')] });
const isReady = '${runtime.newCondition({type: "Ready", status: "True"})}';

/** What can be wrong with an expression. */
export const expression: Readonly<Record<ExpressionCode, Lesson>> = {
  syntax: {
    says: 'What stands between ${ and } is CEL, and this cannot be read as such. kro finds the end of an expression by counting braces, and knows strings in double quotes only: a brace in single quotes ends it.',
    ...texts('${schema.spec.name +}', '${schema.spec.name + "-app"}', holding),
    kro: `${LINK}failed to inspect expression: parse error: ERROR: <input>:1:19: Syntax error: mismatched input '<EOF>'`,
  },
  'unknown-identifier': {
    says: 'Expressions know schema, which is the instance, the ids of resources, and the iterators of their own resource. readyWhen knows its own resource alone. Variables of a shell are written ${"${NAME}"}.',
    ...texts('${spec.name}', '${schema.spec.name}', holding),
    kro: `${LINK}references unknown identifiers: [spec]`,
  },
  'unknown-function': {
    says: 'kro has the functions of CEL and its string, list and encoder extensions, those of Kubernetes (quantity, ip, cidr, url, regex, semver), and json, hash, random and maps of its own. Others do not exist.',
    ...texts('${upper(schema.spec.name)}', '${schema.spec.name.upperAscii()}', holding),
    kro: `${LINK}uses unknown functions: [{upper}]`,
  },
  'undefined-field': {
    says: 'kro knows the fields of every object from its kind, and those of the instance from the API, and refuses an expression that reads another, even inside has() or behind .?. Correct the name; the status of an instance cannot be read.',
    ...texts('${schema.spec.nam}', '${schema.spec.name}', holding),
    kro: `${COMPILE}"schema.spec.nam" at path "data.key": ERROR: <input>:1:12: undefined field 'nam'`,
  },
  'no-overload': {
    says: 'Operators and functions take values of certain types, and CEL turns none into another by itself. Text around an expression is joined with +, so the expression has to be a string: wrap it in string(…). An optional becomes a value by .orValue(…), and a double is compared with 1.0, not with 1.',
    ...texts('port-${schema.spec.port}', 'port-${string(schema.spec.port)}', holding),
    kro: `${COMPILE}"port-\${schema.spec.port}" at path "data.key": ERROR: <input>:1:9: found no matching overload for '_+_' applied to '(string, int)'`,
  },
  'wrong-operand': {
    says: 'The value is of no type that can be used so: a text or a number has no fields, and only lists and maps can be gone through. Objects are gone through field by field.',
    ...texts('${schema.spec.name.first}', '${schema.spec.name.substring(0, 1)}', holding),
    kro: `${COMPILE}"schema.spec.name.first" at path "data.key": ERROR: <input>:1:17: type 'string' does not support field selection`,
  },
  'bad-literal': {
    says: 'kro compiles a literal pattern of find and findAll when it builds the graph, and refuses one that is no RE2. Correct the pattern; RE2 has no look-ahead and no back-references.',
    ...texts('${schema.spec.name.find("[a-z")}', '${schema.spec.name.find("[a-z]+")}', holding),
    kro: `${COMPILE}"schema.spec.name.find(\\"[a-z\\")" at path "data.key": compile: program: error parsing regexp: missing closing ]: \`[a-z\``,
  },
  'type-mismatch': {
    says: 'The expression yields another type than the field takes. An int is neither a string nor a double: convert it with string(…), double(…) or int(…), or declare the field of the API with the type it is used as.',
    ...texts('${schema.spec.port}', '${string(schema.spec.port)}', holding),
    kro: `${VALIDATE}type mismatch in resource "a" at path "data.key": expression "schema.spec.port" returns type "int" but expected "string": type kind mismatch: got "int", expected "string"`,
  },
  'not-bool': {
    says: 'Conditions are true or false, or an optional of that; kro takes nothing else, nor what might be anything. Compare with something, or wrap the value in bool(…).',
    ...texts('${a.metadata.name}', '${a.metadata.name != ""}', ready),
    kro: `${VALIDATE}readyWhen expression "a.metadata.name" in resource "a" must return bool or optional_type(bool), but returns "string"`,
  },
  'not-list': {
    says: 'forEach goes through a list. Of a map, go through the keys: m.map(k, k). Of what might be anything, make a list the same way.',
    ...texts('${schema.metadata.labels}', '${schema.spec.names}', over),
    kro: `${VALIDATE}node "a": forEach iterator "name" must return a list, got "map(string, string)": type "map(string, string)" is not a list type`,
  },
  'omit-gate': {
    says: 'omit() leaves a field out, and exists only where the feature gate CELOmitFunction of kro is on. It is off by default. Switch it on in kro and in this check; or read an optional field, or make two resources with opposite includeWhen.',
    ...texts('${schema.spec.port > 0 ? string(schema.spec.port) : omit()}', '${string(schema.spec.port)}', holding),
    kro: `${LINK}omit() requires the CELOmitFunction feature gate to be enabled`,
  },
  'omit-place': {
    says: 'omit() can be used in templates only: not in the status, in forEach or in readyWhen. Nor can the name of an object be left out. A field of the status that waits for something is left out anyway.',
    ...texts('${a.metadata.name != "" ? a.metadata.name : omit()}', '${a.metadata.name}', telling),
    kro: `${STATUS}status field "field" expression "a.metadata.name != \\"\\" ? a.metadata.name : omit()": omit() can only be used in resource template expressions`,
  },
  'runtime-place': {
    says: 'runtime tells of the conditions of objects, and is there in status.conditions only. Elsewhere, read the conditions of a resource: a.status.conditions.exists(c, c.type == "Ready").',
    ...texts('${runtime.condition(schema, "Ready").status}', '${schema.metadata.name}', holding),
    kro: `${LINK}runtime is only available in status.conditions expressions`,
  },
  'each-place': {
    says: 'each is one object of a collection, in readyWhen of a resource with forEach. A template uses the iterators.',
    ...texts('${each.metadata.name}', '${schema.metadata.name}', holding),
    kro: 'failed to build dependency graph: node each does not exist',
  },
  'iterator-reference': {
    says: 'kro makes an object for every combination of the lists of forEach, so no list can depend on another iterator. Make one list of the pairs, and go through that.',
    ...texts('${[row]}', '${schema.spec.rows}', second => twoLists('a-${string(row)}-${string(column)}', second)),
    kro: 'failed to build dependency graph: node "a": forEach iterator "column" cannot reference other iterators [row] - forEach iterators are independent (cartesian product)',
  },
  'iterator-identity': {
    says: 'The objects of a collection need different names, so kro wants every iterator in metadata.name, or in metadata.namespace. Put them there, with something between them that is in none.',
    ...texts('a-${string(row)}', 'a-${string(row)}-${string(column)}', name => twoLists(name, '${schema.spec.rows}')),
    kro: 'failed to build dependency graph: node "a": all forEach dimensions must be used to produce a unique resource identity, missing: [column]',
  },
  'each-collision': {
    says: 'kro v0.9.3 makes the type of each once for a graph, of any collection that has readyWhen. With collections of two kinds, fields of the one are unknown in the other, or not, from one start to the next. Write readyWhen for one kind only, or read what both have.',
    rejected: {
      spec: { names: '[]string | required=true' },
      resources: [
        configMap(
          'maps',
          '${name}',
          {},
          { forEach: [{ name: '${schema.spec.names}' }], readyWhen: ['${each.data.size() >= 0}'] },
        ),
        {
          id: 'accounts',
          forEach: [{ name: '${schema.spec.names}' }],
          readyWhen: ['${each.metadata.name != ""}'],
          template: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: '${name}' } },
        },
      ],
    },
    accepted: {
      spec: { names: '[]string | required=true' },
      resources: [
        configMap(
          'maps',
          '${name}',
          {},
          { forEach: [{ name: '${schema.spec.names}' }], readyWhen: ['${each.data.size() >= 0}'] },
        ),
        {
          id: 'accounts',
          forEach: [{ name: '${schema.spec.names}' }],
          template: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: '${name}' } },
        },
      ],
    },
    kro: 'failed to validate resource "maps": failed to type-check readyWhen expression "each.data.size() >= 0" in resource "maps": ERROR: <input>:1:5: undefined field \'data\'',
  },
};

/** What can be wrong with the status of an API. */
export const status: Readonly<Record<StatusCode, Lesson>> = {
  'status-not-object': {
    says: 'spec.schema.status is an object of fields, each with an expression. Of anything else kro can make no status.',
    rejected: { schema: { status: ['${a.metadata.name}'] }, resources: [configMap('a', 'a')] },
    accepted: telling('${a.metadata.name}'),
    kro: `${STATUS}failed to unmarshal status schema: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}`,
  },
  'status-literal': {
    says: 'Fields of the status are found out by kro, so each is an expression; it refuses literals, and types as in spec. Their types follow from the expressions.',
    rejected: telling('string'),
    accepted: telling('${a.metadata.name}'),
    kro: `${STATUS}status fields without expressions are not supported: [field]`,
  },
  'status-reference': {
    says: 'A field of the status tells something of a resource or of the instance. kro refuses one that refers to neither, as it would never change.',
    rejected: telling('${"1.0"}'),
    accepted: telling('${a.metadata.name + " 1.0"}'),
    kro: 'failed to create instance node: instance status field must refer to a resource or schema: status.field',
  },
  'status-path': {
    says: 'kro keeps the place of each field of the status as a text, and cannot read one back whose name holds a bracket. Rename the field.',
    rejected: { status: { 'zone[a]': '${a.metadata.name}' }, resources: [configMap('a', 'a')] },
    accepted: { status: { zoneA: '${a.metadata.name}' }, resources: [configMap('a', 'a')] },
    kro: `${STATUS}failed to generate status schema from CEL types: failed to parse path zone[a]: invalid array index 'a' at position 5`,
  },
  'conditions-shape': {
    says: 'status.conditions is a list, and each of its entries one expression that makes a condition, or a list of them. kro refuses objects there.',
    rejected: conditions({ type: 'Ready', status: 'True' }),
    accepted: conditions(isReady),
    kro: `${STATUS}failed to extract conditions block: status.conditions[0] must be a CEL expression string, got map[string]interface {}`,
  },
  'condition-twice': {
    says: 'Each type of condition comes from one entry, for two would take turns. Put both into one expression that chooses.',
    rejected: conditions(isReady, isReady),
    accepted: conditions(isReady),
    kro: `${CONDITIONS}condition type "Ready" is declared by more than one conditions entry`,
  },
  'condition-value': {
    says: 'The status of a condition is True, False or Unknown, as a string and with a capital letter, and its type is not empty. Turn a bool into one: x ? "True" : "False".',
    rejected: conditions('${runtime.newCondition({type: "Ready", status: "true"})}'),
    accepted: conditions(isReady),
    kro: `${CONDITIONS}runtime.newCondition: status must be one of True, False, Unknown (got "true") in expression "runtime.newCondition({type: \\"Ready\\", status: \\"true\\"})"`,
  },
  'condition-lookup': {
    says: 'Of the instance a condition can read those kro makes itself: InstanceManaged, GraphResolved, ResourcesReady and Ready. Conditions of an author cannot refer to each other. Conditions of resources can be read by any name.',
    rejected: conditions('${runtime.newCondition({type: "Ready", status: runtime.condition(schema, "Warm").status})}'),
    accepted: conditions(
      '${runtime.newCondition({type: "Ready", status: runtime.condition(schema, "ResourcesReady").status})}',
    ),
    kro: `${CONDITIONS}runtime.condition(schema, "Warm"): unknown condition type; only kro's built-in types (InstanceManaged, GraphResolved, ResourcesReady, Ready) can be read from schema in expression "runtime.newCondition({type: \\"Ready\\", status: runtime.condition(schema, \\"Warm\\").status})"`,
  },
  'not-condition': {
    says: 'An entry of status.conditions makes conditions: runtime.newCondition({type: …, status: …}), or a list of them. A text or a bool is none.',
    rejected: conditions('${a.metadata.name != ""}', isReady),
    accepted: conditions(isReady),
    kro: `${CONDITIONS}condition "a.metadata.name != \\"\\"": condition expressions must return runtime.newCondition(...) or a list of them, got "bool"`,
  },
};
