import type { Construct } from 'constructs';
import { type Apis, apisOf } from './apis';
import { AppGraph } from './app';
import { BuildGraph } from './build';
import { ContourRouteGraph } from './contour-route';
import { DomainGraph } from './domain';
import { OrganizationGraph } from './organization';
import { PROCESS_APIS, ProcessGraph } from './process';
import { RouteGraph } from './route';
import { ProjectedBindingGraph, ServiceBindingGraph } from './service-binding';
import { ServiceInstanceGraph } from './service-instance';
import type { GraphSettings } from './settings';
import { SpaceGraph } from './space';
import { TaskGraph } from './task';

/** Defines the graphs behind all concepts of Cloud Foundry; each is written to `rgds/<kind>.<group>.yaml`. */
export function installGraphs(scope: Construct, settings: GraphSettings & { readonly rootNamespace: string }): Apis {
  const apis = apisOf(settings.group);
  new OrganizationGraph(scope, 'organization', apis);
  new SpaceGraph(scope, 'space', apis, settings);
  new DomainGraph(scope, 'domain', apis, settings);
  new AppGraph(scope, 'app', apis);
  for (const check of Object.keys(PROCESS_APIS) as (keyof typeof PROCESS_APIS)[])
    new ProcessGraph(scope, `${check}Process`, apis, check);
  new BuildGraph(scope, 'build', apis, settings);
  new RouteGraph(scope, 'route', apis, settings);
  new ContourRouteGraph(scope, 'contourRoute', apis);
  new ServiceInstanceGraph(scope, 'serviceInstance', apis);
  new ServiceBindingGraph(scope, 'serviceBinding', apis);
  new ProjectedBindingGraph(scope, 'projectedBinding', apis);
  new TaskGraph(scope, 'task', apis);
  return apis;
}
