import { Chart } from 'cdk8s';
import { Instance, KroApp, writeTo } from 'cdk8s-kro';
import { configurationSchemas } from 'cdk8s-kro/fleet';
import { argoCd } from 'cdk8s-kro/gitops';
import { CartsGraph, CartsStack } from './carts';
import { Platform } from './cloud-foundry';
import { addFleet } from './fleet/fleet';
import { inventory } from './inventory';
import { orders } from './orders';
import { sharedPlatform, signIn } from './platform';
import { teams } from './teams';

/** What `npm run synth` writes to `dist/`. */
const app = new KroApp({ derive: [...argoCd(), configurationSchemas] });

new CartsGraph(app, 'carts');

const shop = new Chart(app, 'shop');
writeTo(shop, 'apps/shop/carts.yaml');
new Instance(shop, 'carts', CartsStack, {
  metadata: { name: 'carts-kro', namespace: 'default' },
  spec: { tableName: 'eks-workshop-auto-carts-kro', namespace: 'carts-kro' },
});

const layers = sharedPlatform(app);
// a layer that is not made yet has no platform-config.yaml for what follows
signIn(app, 'sandbox', layers, { type: 'podIdentity', clusterName: 'sandbox', region: 'us-east-2' });
const platform = signIn(app, 'production', layers);
teams(app, { inventory: inventory(app, platform), orders: orders(app, platform) });

addFleet(app);

// one platform for two clusters: one runs Korifi, the other kro alone
new Platform(app, 'controllers', { backend: 'korifi' });
new Platform(app, 'graphs', { backend: 'kro' });

app.synth();
