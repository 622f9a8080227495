import { Chart } from 'cdk8s';
import { Instance, KroApp, writeTo } from 'cdk8s-kro';
import type { PlatformConfig } from 'cdk8s-kro/platform';
import { CartsGraph, CartsStack } from './carts';
import { inventory } from './inventory';
import { orders } from './orders';
import { teams } from './teams';
import { addPlatform } from './platform';

/** What `npm run synth` writes to `dist/`. */
const app = new KroApp();

new CartsGraph(app, 'carts');

const shop = new Chart(app, 'shop');
writeTo(shop, 'apps/shop/carts.yaml');
new Instance(shop, 'carts', CartsStack, {
  metadata: { name: 'carts-kro', namespace: 'default' },
  spec: { tableName: 'eks-workshop-auto-carts-kro', namespace: 'carts-kro' },
});

const platform: PlatformConfig = {
  accountId: '111122223333',
  region: 'us-east-2',
  domain: 'apps.example.com',
  assetsBucket: 'platform-assets-111122223333',
  uiBucket: 'platform-ui-111122223333',
  lambdaRoleArn: 'arn:aws:iam::111122223333:role/lambda-execution-role',
  uploaderRoleArn: 'arn:aws:iam::111122223333:role/s3-uploader-role',
  userPoolId: 'us-east-2_AbCdEfGhI',
  userPoolClientId: '1example23456789',
  loginDomain: 'apps-example.auth.us-east-2.amazoncognito.com',
  oidcIssuer: 'oidc.eks.us-east-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
};
teams(app, { inventory: inventory(app, platform), orders: orders(app, platform) });
addPlatform(app);

app.synth();
