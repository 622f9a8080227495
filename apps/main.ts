import { Chart } from 'cdk8s';
import { Instance, KroApp, writeTo } from 'cdk8s-kro';
import { CartsGraph, CartsStack } from './carts';

/** What `npm run synth` writes to `dist/`. */
const app = new KroApp();

new CartsGraph(app, 'carts');

const shop = new Chart(app, 'shop');
writeTo(shop, 'apps/shop/carts.yaml');
new Instance(shop, 'carts', CartsStack, {
  metadata: { name: 'carts-kro', namespace: 'default' },
  spec: { tableName: 'eks-workshop-auto-carts-kro', namespace: 'carts-kro' },
});

app.synth();
