import { Construct } from 'constructs';
import { placementOf } from '../kro/placement';
import { addAccount, addHubAccount } from './accounts';
import { GRAPHS } from './graphs';
import { addHub } from './hub';
import { accountsOf, type FleetPlan } from './plan';
import { addSpoke } from './spoke';

/**
 * Hubs and the spokes they make: the five graphs below `rgds/`, a folder for each hub, one for each spoke below `spokes/`, and below
 * `accounts/` what an administrator makes in an account first.
 *
 * Give the app the steps `argoCd()` for waves and roles of kro, and `configurationSchemas` for editors.
 */
export class Fleet extends Construct {
  /** @param plan see `readFleet` */
  constructor(scope: Construct, id: string, plan: FleetPlan) {
    super(scope, id);
    const graphs = GRAPHS.map(Graph => new Graph(this, Graph.name));
    const files = graphs.map(graph => placementOf(graph).split('/').at(-1)!);
    for (const hub of plan.hubs) {
      addHub(this, plan, hub, files);
      addHubAccount(this, hub);
      for (const spoke of hub.spokes) addSpoke(this, plan, hub, spoke);
    }
    for (const account of accountsOf(plan)) addAccount(this, account);
  }
}
