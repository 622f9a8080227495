import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { cel } from '../../lib/cel/template';
import { token } from '../../lib/kro/token';
import { bareGraph, onlyResource, resourcesOf } from './fixtures';

const size = '${schema.spec.size}';

describe('token.number', () => {
  test('carries a reference into replicas', () => {
    const graph = bareGraph();
    new kplus.Deployment(graph, 'web', { replicas: token.number(graph.spec.size), containers: [{ image: 'i' }] });
    expect(onlyResource(graph).template.spec).toMatchObject({ replicas: size });
  });

  test.each<[string, number | undefined, number]>([
    ['both bounds', Number.NaN, Number.NaN],
    ['the lower bound', Number.NaN, 10],
    ['the upper bound', 2, Number.NaN],
  ])('carries a reference into %s of an autoscaler', (_, min, max) => {
    const graph = bareGraph();
    const bound = (n: number | undefined) => (Number.isNaN(n) ? token.number(graph.spec.size) : (n as number));
    const target = new kplus.Deployment(graph, 'web', {
      containers: [{ image: 'i', resources: { cpu: { request: kplus.Cpu.millis(1), limit: kplus.Cpu.millis(2) } } }],
    });
    new kplus.HorizontalPodAutoscaler(graph, 'scaler', { target, minReplicas: bound(min), maxReplicas: bound(max) });
    const written = (n: number | undefined) => (Number.isNaN(n) ? size : n);
    expect(resourcesOf(graph)[1].template.spec).toMatchObject({ minReplicas: written(min), maxReplicas: written(max) });
  });

  test('carries a reference into the ports of a container, a probe and a Service', () => {
    const graph = bareGraph();
    const port = token.number(graph.spec.size);
    const web = new kplus.Deployment(graph, 'web', {
      containers: [
        {
          image: 'i',
          portNumber: port,
          readiness: kplus.Probe.fromHttpGet('/', { port }),
          liveness: kplus.Probe.fromTcpSocket(),
        },
      ],
    });
    new kplus.Service(graph, 'front', { selector: web, ports: [{ port, targetPort: port, nodePort: port }] });
    web.exposeViaService({ name: 'back', ports: [{ port: 80, targetPort: port }] });
    const [pods, back, front] = resourcesOf(graph);
    expect((pods.template.spec as { template: { spec: object } }).template.spec).toMatchObject({
      containers: [
        {
          ports: [{ containerPort: size }],
          readinessProbe: { httpGet: { port: size } },
          livenessProbe: { tcpSocket: { port: size } },
          startupProbe: { tcpSocket: { port: size } },
        },
      ],
    });
    expect([front, back].map(({ template }) => template.spec)).toMatchObject([
      { ports: [{ port: size, targetPort: size, nodePort: size }] },
      { ports: [{ port: 80, targetPort: size }] },
    ]);
  });

  test('becomes a string where cdk8s-plus builds one', () => {
    const graph = bareGraph();
    const request = kplus.Cpu.units(token.number(graph.spec.size));
    new kplus.Deployment(graph, 'web', { containers: [{ image: 'i', resources: { cpu: { request } } }] });
    expect(JSON.stringify(onlyResource(graph))).toContain('"requests":{"cpu":"${string(schema.spec.size)}"');
  });

  const spec = bareGraph().spec;
  test.each<[string, (n: number) => unknown]>([
    ['Duration.seconds(token)', n => Duration.seconds(n)],
    ['Size.mebibytes(token)', n => Size.mebibytes(n)],
    ['Cpu.millis(token)', n => kplus.Cpu.millis(n)],
    ['token + 1', n => n + 1],
  ])('%s throws at the line, and says which JsonPatch to write instead', (_, mistake) => {
    expect(() => mistake(token.number(spec.size))).toThrow(
      /^schema\.spec\.size has no value at synth.*JsonPatch\.replace\('\/spec\/…', `\$\{schema\.spec\.size\}`\)/,
    );
  });

  test('the JsonPatch it names puts the reference there', () => {
    const graph = bareGraph();
    const web = new kplus.Deployment(graph, 'web', {
      containers: [
        { image: 'i', liveness: kplus.Probe.fromHttpGet('/', { port: 80, periodSeconds: Duration.seconds(1) }) },
      ],
    });
    const path = '/spec/template/spec/containers/0/livenessProbe/periodSeconds';
    ApiObject.of(web).addJsonPatch(JsonPatch.replace(path, `${graph.spec.size}`));
    expect(JSON.stringify(onlyResource(graph))).toContain(`"periodSeconds":"${size}"`);
  });

  test('outside a graph it is refused with the path of the object', () => {
    const app = new App();
    const chart = new Chart(app, 'plain');
    const inside = bareGraph();
    new kplus.Deployment(chart, 'web', { replicas: token.number(inside.spec.size), containers: [{ image: 'i' }] });
    expect(() => chart.toJson()).toThrow('schema.spec.size is used outside its graph.');
  });
});

describe('token.list', () => {
  test('carries a reference into args and command', () => {
    const graph = bareGraph();
    const args = token.list(graph.spec.args);
    new kplus.Deployment(graph, 'web', {
      containers: [{ image: 'i', args, command: token.list(cel<string[]>`["run"] + ${graph.spec.args}`) }],
    });
    const { containers } = (onlyResource(graph).template.spec as { template: { spec: { containers: object[] } } })
      .template.spec;
    expect(containers[0]).toMatchObject({ args: '${schema.spec.args}', command: '${["run"] + schema.spec.args}' });
  });

  test('beside other items it is refused, and says how to build the list', () => {
    const graph = bareGraph();
    new kplus.Deployment(graph, 'web', { containers: [{ image: 'i', args: ['-v', ...token.list(graph.spec.args)] }] });
    expect(() => graph.toJson()).toThrow(
      'schema.spec.args is a list, and stands beside other items or outside its graph. Build the whole list in CEL',
    );
  });
});
