import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Cel from '../../lib/cel';
import type { Schema } from '../../lib/cel';
import type * as Eval from '../../lib/cel/eval';
import type { Row } from './row';

// compiled, as users run it: what runs sources wraps every function and every import
const { Environment, expand, parse } = require('../../build/lib/cel') as typeof Cel;
const { Program, shapeOf } = require('../../build/lib/cel/eval') as typeof Eval;

/** How often one engine does a task in a second, for each expression it can do it for. */
interface Rate {
  readonly task: 'parse' | 'parse and check' | 'evaluate' | 'declare a Deployment';
  readonly engine: 'cdk8s-kro' | '@bufbuild/cel' | '@marcbachmann/cel-js';
  readonly perSecond: ReadonlyMap<string, number>;
}

const EXPRESSIONS = [
  "schema.spec.environment == 'dev' ? schema.spec.appName + '-dev' : schema.spec.teamName + '-' + schema.spec.appName",
  "deployment.status.conditions.exists(c, c.type == 'Available' && c.status == 'True')",
  'has(deployment.status.readyReplicas) && deployment.status.readyReplicas > 0',
  "pod.spec.containers.map(c, string(c.ports.size())).join(',')",
  "pod.spec.containers.filter(c, c.name != 'proxy').map(c, c.image)",
  "schema.spec.appName.lowerAscii().replace('_', '-').trim()",
  '(deployment.spec.replicas + 1) * 2 - deployment.spec.replicas % 3',
  "'arn:aws:iam::1234:role/' + schema.spec.teamName + '/' + deployment.metadata.labels['app']",
  'pod.spec.containers.all(c, c.ports.size() < 5) && deployment.metadata.labels.size() > 0',
  'deployment.?status.readyReplicas.orValue(0) == deployment.spec.replicas',
];

const container = (name: string) => ({ name, image: `${name}:1`, ports: [{ containerPort: 8080 }] });
const VALUES = {
  schema: { spec: { environment: 'prod', appName: 'Shop_Cart', teamName: 'core' } },
  deployment: {
    metadata: { name: 'shop', labels: { app: 'shop' } },
    spec: { replicas: 3 },
    status: { readyReplicas: 3, conditions: [{ type: 'Available', status: 'True' }] },
  },
  pod: { spec: { containers: [container('shop'), container('proxy')] } },
};

type Task = Rate['task'];

/** Ours beside others on ten expressions of kro graphs; ratios of one run are what compares. */
export async function measure(): Promise<Row[]> {
  const own = ours();
  const others = [...(await bufbuild()), ...(await marcbachmann())];
  const rateOf = (task: Task) => own.find(rate => rate.task === task)!.perSecond;
  const checks = mean([...rateOf('parse and check').values()]);
  const milliseconds = 1000 / mean([...rateOf('declare a Deployment').values()]);
  const ratio = Math.min(
    ...others.filter(({ task }) => task === 'evaluate').map(other => against(rateOf('evaluate'), other.perSecond)),
  );
  return [
    ...[...own, ...others].map(told),
    {
      what: 'CEL: evaluate, against the fastest other',
      value: `${ratio.toFixed(2)}x`,
      goal: '>= 1x',
      met: ratio >= 1,
    },
    {
      what: 'CEL: parse and check',
      value: `${Math.round(checks).toLocaleString('en')}/s`,
      goal: '>= 40,000/s',
      met: checks >= 40_000,
    },
    {
      what: 'CEL: declare a Deployment',
      value: `${milliseconds.toFixed(1)} ms`,
      goal: '< 5 ms',
      met: milliseconds < 5,
    },
  ];
}

/** How much faster ours is, over the expressions the other can do as well. */
const against = (own: Rate['perSecond'], other: Rate['perSecond']) =>
  mean([...other].map(([text, rate]) => own.get(text)! / rate));

/** The geometric mean. */
const mean = (rates: readonly number[]) =>
  Math.exp(rates.reduce((sum, rate) => sum + Math.log(rate), 0) / rates.length);

const told = ({ task, engine, perSecond }: Rate): Row => ({
  what: `CEL: ${task}, ${engine}${perSecond.size === 1 ? '' : ` (${perSecond.size} of ${EXPRESSIONS.length})`}`,
  value: `${Math.round(mean([...perSecond.values()])).toLocaleString('en')}/s`,
});

function schemas(): Record<string, Schema> {
  return JSON.parse(readFileSync(join(__dirname, '../cel/data/eval-schemas.json'), 'utf8'));
}

function ours(): Rate[] {
  const env = Environment.of(schemas());
  const shapes = Object.fromEntries(Object.entries(schemas()).map(([name, schema]) => [name, shapeOf(schema)]));
  return [
    row('parse', 'cdk8s-kro', text => () => parse(text)),
    row('parse and check', 'cdk8s-kro', text => {
      const { phase, errors } = env.check(text);
      if (phase !== 'ok') throw new Error(errors[0].message);
      return () => env.check(text);
    }),
    row('evaluate', 'cdk8s-kro', text => {
      const program = new Program(expand(parse(text)), { shapes });
      const result = program.evaluate(VALUES);
      if (!('value' in result)) throw new Error(JSON.stringify(result));
      return () => program.evaluate(VALUES);
    }),
    declaring(),
  ];
}

/** Each time a fresh schema, as types are kept with theirs; every struct's fields are asked for. */
function declaring(): Rate {
  const text = JSON.stringify(schemas().deployment);
  const fresh = Array.from({ length: 200 }, () => JSON.parse(text) as Schema);
  const start = performance.now();
  for (const deployment of fresh) declareAll(deployment);
  const perSecond = (fresh.length * 1000) / (performance.now() - start);
  return { task: 'declare a Deployment', engine: 'cdk8s-kro', perSecond: new Map([['Deployment', perSecond]]) };
}

function declareAll(deployment: Schema): void {
  const open = [Environment.of({ deployment }).variable('deployment')];
  for (let type = open.pop(); type; type = open.pop()) {
    if (type.kind === 'struct') open.push(...(type.fields?.declared.values() ?? []));
    else if (type.kind === 'list') open.push(type.element);
    else if (type.kind === 'map') open.push(type.value);
  }
}

async function bufbuild(): Promise<Rate[]> {
  const cel = await import('@bufbuild/cel');
  const env = cel.celEnv();
  const run = (text: string) => {
    const planned = cel.plan(env, cel.parse(text));
    const evaluate = () => planned(VALUES as never);
    if (cel.isCelError(evaluate())) throw new Error(text);
    return evaluate;
  };
  return [row('parse', '@bufbuild/cel', text => () => cel.parse(text)), row('evaluate', '@bufbuild/cel', run)];
}

async function marcbachmann(): Promise<Rate[]> {
  const { Environment: Other } = await import('@marcbachmann/cel-js');
  const env = new Other({ enableOptionalTypes: true });
  for (const name of Object.keys(VALUES)) env.registerVariable(name, 'map');
  const engine = '@marcbachmann/cel-js';
  return [
    row('parse', engine, text => () => env.parse(text)),
    row('parse and check', engine, text => {
      const { valid } = env.check(text);
      if (!valid) throw new Error(text);
      return () => env.check(text);
    }),
    row('evaluate', engine, text => {
      const parsed = env.parse(text);
      parsed(VALUES);
      return () => parsed(VALUES);
    }),
  ];
}

function row(task: Task, engine: Rate['engine'], prepare: (text: string) => () => unknown): Rate {
  const perSecond = new Map<string, number>();
  for (const text of EXPRESSIONS) {
    const run = tried(() => warm(prepare(text)));
    if (run) perSecond.set(text, rate(run, MILLISECONDS));
  }
  return { task, engine, perSecond };
}

function tried<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined; // an expression this engine cannot do
  }
}

const MILLISECONDS = 100;

/** The task, run until it is compiled. */
function warm(run: () => unknown): () => unknown {
  rate(run, MILLISECONDS);
  return run;
}

function rate(run: () => unknown, milliseconds: number): number {
  const start = performance.now();
  let times = 0;
  let spent = 0;
  for (; spent < milliseconds; spent = performance.now() - start) {
    for (let i = 0; i < 50; i++) run();
    times += 50;
  }
  return (times * 1000) / spent;
}
