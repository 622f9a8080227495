import { UNKNOWN } from '../../../lib/cel/eval';
import { run } from './run';

const values = {
  table: { spec: { name: 'orders' }, status: { arn: UNKNOWN, size: 12 } },
  queue: { status: UNKNOWN },
  subnets: [{ status: { id: 'a' } }, { status: { id: UNKNOWN } }, { status: { id: UNKNOWN } }],
  bucket: UNKNOWN,
  tags: { 'app/name': UNKNOWN, team: 'shop' },
};

describe('an expression waits for', () => {
  test.each([
    ['table.status.arn', 'unknown: table.status.arn'],
    ['queue.status.url', 'unknown: queue.status.url'],
    ['bucket.status.parts[2].id', 'unknown: bucket.status.parts[2].id'],
    ['bucket.metadata.labels["app"]', 'unknown: bucket.metadata.labels.app'],
    ['tags["app/name"]', 'unknown: tags["app/name"]'],
    ['subnets[1].status.id', 'unknown: subnets[1].status.id'],
    ['subnets.map(s, s.status.id)', 'unknown: subnets[1].status.id, subnets[2].status.id'],
    ['subnets.map(s, s.status).map(s, s.id)', 'unknown: subnets[1].status.id, subnets[2].status.id'],
    ['subnets.map(s, s.status.id).join(",")', 'unknown: subnets[1].status.id, subnets[2].status.id'],
    ['table.status.arn + queue.status.url', 'unknown: table.status.arn, queue.status.url'],
    ['[table.status.arn, queue.status.url]', 'unknown: table.status.arn, queue.status.url'],
    ['{table.status.arn: 1, "q": queue.status.url}', 'unknown: table.status.arn, queue.status.url'],
    ['string(table.status.arn).size() > 3', 'unknown: table.status.arn'],
    ['table.?status.arn', 'unknown: table.status.arn'],
    ['table.?status.?arn.orValue("none")', 'unknown: table.status.arn'],
    ['has(table.status.arn)', 'unknown: table.status.arn'],
    ['has(queue.status.url) && true', 'unknown: queue.status.url'],
    ['table.status.arn == "x" ? 1 : 2', 'unknown: table.status.arn'],
    ['cel.bind(arn, table.status.arn, arn + arn)', 'unknown: table.status.arn'],
    ['table.status', 'unknown: table.status.arn'],
    ['[table.status]', 'unknown: table.status.arn'],
    ['json.marshal(table)', 'unknown: table.status.arn'],
    ['"%s".format([table])', 'unknown: table.status.arn'],
    ['bucket.status.parts.map(p, p.id)', 'unknown: bucket.status.parts'],
    ['subnets.all(s, s.status.id != "")', 'unknown: subnets[1].status.id, subnets[2].status.id'],
    ['subnets.map(s, s.status.id).sort()', 'unknown: subnets[1].status.id, subnets[2].status.id'],
    ['"z" in subnets.map(s, s.status.id)', 'unknown: subnets[1].status.id, subnets[2].status.id'],
    ['table.status.arn.startsWith(queue.status.url)', 'unknown: table.status.arn, queue.status.url'],
    ['table.status == queue.status', 'unknown: queue.status'],
  ])('%s', (expr, expected) => {
    expect(run(expr, values)).toBe(expected);
  });
});

describe('an expression does not wait for what does not decide it', () => {
  test.each([
    ['false && table.status.arn == "x"', false],
    ['table.status.arn == "x" && false', false],
    ['true || bucket.ok', true],
    ['bucket.ok || true', true],
    ['true ? "a" : table.status.arn', 'a'],
    ['subnets.exists(s, s.status.id == "a")', true],
    ['subnets.all(s, s.status.id == "b")', false],
    ['subnets.size()', { int: '3' }],
    ['subnets.map(s, 1).size()', { int: '3' }],
    ['has(table.status)', true],
    ['table.spec.name', 'orders'],
    ['cel.bind(arn, table.status.arn, 1)', { int: '1' }],
    ['optional.of(1).orValue(table.status.arn)', { int: '1' }],
    ['table == {"spec": {"name": "other"}, "status": table.spec}', false],
    ['{"a": 1}.?b.orValue("c")', 'c'],
  ])('%s', (expr, expected) => {
    expect(run(expr, values)).toEqual(expected);
  });
});

describe('next to an error', () => {
  test.each([
    ['&& waits', 'table.status.arn == "x" && 1 / 0 > 0', 'unknown: table.status.arn'],
    ['&& waits, whichever comes first', '1 / 0 > 0 && table.status.arn == "x"', 'unknown: table.status.arn'],
    ['|| waits', '1 / 0 > 0 || table.status.arn == "x"', 'unknown: table.status.arn'],
    ['false decides between both', '1 / 0 > 0 && table.status.arn == "x" && false', false],
    ['another operator takes the first: the error', '1 / 0 + table.status.arn', 'error: divide-by-zero'],
    ['another operator takes the first: the unknown', 'table.status.arn + string(1 / 0)', 'unknown: table.status.arn'],
    ['an absent key is no unknown', 'table.status.arm', 'error: no-such-key'],
    ['an absent variable is an error as well', 'tabel.status.arn', 'error: no-such-key'],
  ])('%s', (_, expr, expected) => {
    expect(run(expr, values)).toBe(expected);
  });
});
