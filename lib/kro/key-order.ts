/**
 * Runs `work` with cdk8s keeping the order in which people wrote the keys; by itself it sorts them, and a graph reads badly sorted.
 */
export function withWrittenOrder<T>(work: () => T): T {
  const before = process.env.CDK8S_DISABLE_SORT;
  process.env.CDK8S_DISABLE_SORT = '1';
  try {
    return work();
  } finally {
    if (before === undefined) delete process.env.CDK8S_DISABLE_SORT;
    else process.env.CDK8S_DISABLE_SORT = before;
  }
}
