// Compiled, never run: each @ts-expect-error is a mistake the compiler has to catch.
import type { Chart } from 'cdk8s';
import {
  all,
  and,
  api,
  choose,
  collection,
  conditions,
  type Expr,
  eq,
  exists,
  external,
  externalList,
  field,
  gt,
  hasCondition,
  Instance,
  isIn,
  join,
  map,
  orElse,
  type ResourceGraph,
  refOf,
  resource,
  runtime,
  s,
  size,
  text,
  token,
} from 'cdk8s-kro';
import { Table } from 'cdk8s-kro/imports/dynamodb.services.k8s.aws';
import { red, Shop, Widget } from '../kro/fixtures';

declare const graph: ResourceGraph<typeof Shop>;
declare const chart: Chart;
const { spec } = graph;
const tableSpec = { tableName: 'x', keySchema: [], attributeDefinitions: [] };
const widget = resource(graph, 'widget', Widget, { spec: red });
const widgets = collection(graph, 'widgets', Widget, { zone: spec.zones }, ({ zone }) => ({
  spec: { ...red, label: zone },
}));
const table = resource(graph, 'table', Table, {
  spec: { ...tableSpec, tableName: spec.name },
});

// what has to compile
resource(graph, 'ok', Widget, {
  metadata: { name: `x-${spec.name}`, labels: { a: spec.name } },
  spec: {
    color: choose(eq(spec.color, 'RED'), 'RED', 'BLUE'),
    size: spec.size,
    label: orElse(widget.status.owner.id, 'none'),
    tags: { a: text(spec.size) },
    parts: [{ name: widgets[0].status.url, count: size(spec.zones) }],
    free: { deep: { a: widget.spec.free.b.c } },
  },
});
resource(graph, 'whole', Widget, { spec: { ...red, parts: widget.spec.parts, tags: widget.spec.tags } });

// ---- a misspelt field of a spec
// @ts-expect-error not a field of the kind
resource(graph, 'a', Widget, { spec: { ...red, colour: 'RED' } });
// @ts-expect-error not a field of an item
resource(graph, 'a', Widget, { spec: { ...red, parts: [{ nam: 'x' }] } });
// @ts-expect-error not a field of the object
resource(graph, 'a', Widget, { spec: red, sepc: {} });
// @ts-expect-error a status is not written
resource(graph, 'a', Widget, { spec: red, status: { url: 'x' } });
// @ts-expect-error a required field left out
resource(graph, 'a', Widget, { spec: { color: 'RED' } });
// @ts-expect-error the spec left out
resource(graph, 'a', Widget, {});
// @ts-expect-error a value that is not in the enum
resource(graph, 'a', Widget, { spec: { color: 'GREEN', size: 1 } });
// @ts-expect-error a required field of an imported kind left out
resource(graph, 'a', Table, { spec: { tableName: 'x' } });
resource(graph, 'a', Table, {
  spec: {
    ...tableSpec,
    // @ts-expect-error kmsMasterKeyID is the wire name
    sseSpecification: { kmsMasterKeyId: 'x' },
  },
});
// @ts-expect-error metadata has no such field
resource(graph, 'a', Widget, { metadata: { label: {} }, spec: red });

// ---- a misspelt field of a reference, at any depth
// @ts-expect-error of a status
widget.status.urll;
// @ts-expect-error deeper in a status
widget.status.owner.nmes;
// @ts-expect-error of an item of a list
widget.spec.parts[0].cout;
// @ts-expect-error of the status of an imported kind
table.status.ackResourceMetadata.anr;
// @ts-expect-error of a spec of the API
spec.nam;
// @ts-expect-error of an item of a list of the API
spec.cells[0].column;
// @ts-expect-error of the metadata of an instance
graph.metadata.nmae;
// @ts-expect-error of an item of a collection
widgets[0].status.urll;
// @ts-expect-error a collection is a list, not an item
widgets.status;
// @ts-expect-error of the item in a macro
map(widgets, w => w.status.urll);
// @ts-expect-error of `self` in readyWhen
resource(graph, 'a', Widget, { spec: red }, { readyWhen: self => eq(self.status.redy, true) });
// @ts-expect-error with field()
field(widget, 'stats');
// @ts-expect-error of an object made by other means
refOf(chart, Widget).status.urll;

// ---- a reference used as its value
// @ts-expect-error compared in JavaScript
spec.size > 3;
// @ts-expect-error compared with ===
spec.name === 'x';
// @ts-expect-error added
spec.size + 1;
// @ts-expect-error a method of the value
spec.name.toUpperCase();
// @ts-expect-error a method of a list
spec.zones.map(zone => zone);
// @ts-expect-error iterated
for (const _ of spec.zones) break;
// @ts-expect-error assigned as the value
export const name: string = spec.name;
// @ts-expect-error assigned to
widget.status.url = 'x';
// @ts-expect-error a number of cdk8s-plus, which wants token.number()
export const replicas: number = spec.size;

// ---- an expression of another type
// @ts-expect-error a number where the field is a string
resource(graph, 'a', Widget, { spec: { ...red, label: widget.status.count } });
// @ts-expect-error a string where the field is a number
resource(graph, 'a', Widget, { spec: { color: 'RED', size: spec.name } });
// @ts-expect-error a template literal where the field is a number
resource(graph, 'a', Widget, { spec: { color: 'RED', size: `${spec.size}` } });
// @ts-expect-error any string where the field is an enum
resource(graph, 'a', Widget, { spec: { color: spec.name, size: 1 } });
// @ts-expect-error a list where the field is an object
resource(graph, 'a', Widget, { spec: { ...red, tags: spec.zones } });
// @ts-expect-error a string compared with a number
eq(spec.name, 3);
// @ts-expect-error a value that is not in the enum
eq(spec.color, 'GREEN');
// @ts-expect-error a string ordered by number
gt(spec.name, 3);
// @ts-expect-error a string as a condition
and(spec.on, spec.name);
// @ts-expect-error a fallback of another type
orElse(spec.name, 3);
// @ts-expect-error a value of another type in the list
isIn(spec.name, [1, 2]);
// @ts-expect-error a test that is not boolean
exists(spec.zones, zone => zone);
// @ts-expect-error the same for all()
all(spec.zones, zone => size(zone));
// @ts-expect-error numbers joined
join(map(spec.cells, cell => cell.row));
// @ts-expect-error includeWhen is boolean
resource(graph, 'a', Widget, { spec: red }, { includeWhen: spec.name });
// @ts-expect-error readyWhen is boolean
conditions(chart, Widget, { readyWhen: self => self.status.url });
// @ts-expect-error readyWhen is a function of the resource
resource(graph, 'a', Widget, { spec: red }, { readyWhen: spec.on });
// @ts-expect-error forEach takes lists
collection(graph, 'a', Widget, { zone: spec.name }, () => ({ spec: red }));
// @ts-expect-error an iterator that was not named
collection(graph, 'a', Widget, { zone: spec.zones }, ({ cell }) => ({ spec: { ...red, label: cell } }));
// @ts-expect-error an iterator of another type
collection(graph, 'a', Widget, { zone: spec.zones }, ({ zone }) => ({ spec: { color: 'RED', size: zone } }));
// @ts-expect-error a token of a string
token.number(spec.name);
// @ts-expect-error a token of what is no list
token.list(spec.name);
// @ts-expect-error an object without conditions
hasCondition(spec.name, 'Ready');

// ---- an instance
// @ts-expect-error a required field left out
new Instance(chart, 'a', Shop, { spec: { size: 1 } });
// @ts-expect-error a field of another type
new Instance(chart, 'a', Shop, { spec: { name: 'x', size: '1' } });
// @ts-expect-error a value that is not in the enum
new Instance(chart, 'a', Shop, { spec: { name: 'x', color: 'GREEN' } });
// @ts-expect-error a field the API does not have
new Instance(chart, 'a', Shop, { spec: { name: 'x', colour: 'RED' } });
// @ts-expect-error a field of an item left out
new Instance(chart, 'a', Shop, { spec: { name: 'x', cells: [{}] } });
// @ts-expect-error a reference, which kro does not evaluate there
new Instance(chart, 'a', Shop, { spec: { name: spec.name } });
// @ts-expect-error the spec left out
new Instance(chart, 'a', Shop, {});

// ---- a status
// @ts-expect-error a field left out
graph.status({ url: widget.status.url });
// @ts-expect-error a field of another type
graph.status({ url: widget.status.count, count: widget.status.count });
// @ts-expect-error a field the API does not report
graph.status({ url: 'x', count: widget.status.count, ready: widget.status.ready });
// @ts-expect-error a plain number, where kro wants an expression
graph.status({ url: widget.status.url, count: 1 });
// @ts-expect-error a condition of another status
runtime.newCondition({ type: 'Ready', status: 'Yes' });
// @ts-expect-error a condition without its type
runtime.newCondition({ status: 'True' });

// ---- an external reference
// @ts-expect-error without a name
external(graph, 'a', Widget, {});
// @ts-expect-error a list is selected, not named
externalList(graph, 'a', Widget, { name: 'x' });
// @ts-expect-error readyWhen of a list is never true in kro v0.9.3
externalList(graph, 'a', Widget, { selector: {} }, { readyWhen: (self: unknown) => self as Expr<boolean> });

// ---- a field of an API
// @ts-expect-error a length of a number
s.integer().minLength(1);
// @ts-expect-error a bound of a string
s.string().minimum(1);
// @ts-expect-error a default of another type
s.integer().default('1');
// @ts-expect-error a default that is not in the enum
s.string().enum('a', 'b').default('c');
// @ts-expect-error items of a list are never required
s.list(s.string().required());
// @ts-expect-error an enum of objects
s.object({}).enum({});
// @ts-expect-error a key of a list of strings
s.list(s.string()).listMapKey('name');
// @ts-expect-error a status of plain values
api({ kind: 'X', status: { url: 'string' } });
