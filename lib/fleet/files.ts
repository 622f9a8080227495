import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { writeTo } from '../kro/placement';

/** A chart that is written to a file: `hub/addons/kro.yaml`. */
export function file(scope: Construct, path: string): Chart {
  const chart = new Chart(scope, path.replace(/\.yaml$/, '').replaceAll('/', '.'));
  writeTo(chart, path);
  return chart;
}
