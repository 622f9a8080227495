import { ApiObject, Duration, JsonPatch, Size } from 'cdk8s';
import { api, hasCondition, ResourceGraph, refOf, resource, s, token } from 'cdk8s-kro';
import { ConfigMap, Namespace, ServiceAccount } from 'cdk8s-kro/imports/core';
import { Table } from 'cdk8s-kro/imports/dynamodb.services.k8s.aws';
import { PodIdentityAssociation } from 'cdk8s-kro/imports/eks.services.k8s.aws';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';

/** One carts service with a DynamoDB table of its own; its instance is all a team writes. */
export const CartsStack = api({
  kind: 'CartsStack',
  spec: {
    tableName: s.string().required(),
    namespace: s.string().required(),
    image: s.string().default('public.ecr.aws/aws-containers/retail-store-sample-cart:1.2.1'),
    replicas: s.integer().default(1),
  },
  status: { tableArn: s.string() },
});

export interface PodIdentity {
  /** Name of the EKS cluster the Pods run in. */
  readonly clusterName: string;
  /** Role the Pods assume; it has to trust pods.eks.amazonaws.com for sts:AssumeRole and sts:TagSession. */
  readonly roleArn: string;
}

export interface CartsGraphProps {
  /**
   * Binds the role that may use the table to the Pods, through ACK's EKS controller.
   *
   * @default the graph binds nothing: run `aws eks create-pod-identity-association` for each instance
   */
  readonly podIdentity?: PodIdentity;
}

/** The graph behind CartsStack: Namespace, Table, ServiceAccount, ConfigMap, Deployment and Service. */
export class CartsGraph extends ResourceGraph<typeof CartsStack> {
  constructor(scope: Construct, id: string, { podIdentity }: CartsGraphProps = {}) {
    super(scope, id, CartsStack, { metadata: { name: 'cartsstack' } });
    const { spec } = this;

    const ns = new kplus.Namespace(this, 'ns', { metadata: { name: `${spec.namespace}` } });
    // not spec.namespace: only a reference to the Namespace makes the others wait for it
    const metadata = { name: 'carts', namespace: `${refOf(ns, Namespace).metadata.name}` };

    const table = resource(this, 'table', Table, {
      metadata: { name: 'items', namespace: metadata.namespace },
      spec: {
        tableName: spec.tableName,
        billingMode: 'PAY_PER_REQUEST',
        attributeDefinitions: [
          { attributeName: 'id', attributeType: 'S' },
          { attributeName: 'customerId', attributeType: 'S' },
        ],
        keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
        globalSecondaryIndexes: [
          {
            indexName: 'idx_global_customerId',
            keySchema: [
              { attributeName: 'customerId', keyType: 'HASH' },
              { attributeName: 'id', keyType: 'RANGE' },
            ],
            projection: { projectionType: 'ALL' },
          },
        ],
      },
    });

    const sa = refOf(new kplus.ServiceAccount(this, 'sa', { metadata }), ServiceAccount);
    const config = new kplus.ConfigMap(this, 'config', {
      metadata,
      data: {
        RETAIL_CART_PERSISTENCE_PROVIDER: 'dynamodb',
        RETAIL_CART_PERSISTENCE_DYNAMODB_TABLE_NAME: `${table.spec.tableName}`,
      },
    });
    const association =
      podIdentity &&
      resource(
        this,
        'podIdentity',
        PodIdentityAssociation,
        {
          metadata: { name: 'carts', namespace: metadata.namespace },
          spec: {
            clusterName: podIdentity.clusterName,
            roleARN: podIdentity.roleArn,
            namespace: metadata.namespace,
            serviceAccount: sa.metadata.name,
          },
        },
        { readyWhen: self => hasCondition(self, 'ACK.ResourceSynced') },
      );

    const pods = {
      'app.kubernetes.io/name': 'carts',
      'app.kubernetes.io/instance': 'carts',
      'app.kubernetes.io/component': 'service',
      'app.kubernetes.io/created-by': 'eks-workshop',
    };
    const deployment = new kplus.Deployment(this, 'deployment', {
      metadata: { ...metadata, labels: { ...pods, 'app.kubernetes.io/type': 'app' } },
      podMetadata: {
        labels: pods,
        // credentials are injected when a Pod is admitted, so the Pods have to come after the association
        ...(association && { annotations: { 'carts/pod-identity': `${association.status.associationID}` } }),
      },
      select: false,
      replicas: token.number(spec.replicas),
      serviceAccount: kplus.ServiceAccount.fromServiceAccountName(this, 'saName', `${sa.metadata.name}`),
      securityContext: { fsGroup: 1000 },
      containers: [this.container(`${refOf(config, ConfigMap).metadata.name}`)],
    });
    deployment.select(kplus.LabelSelector.of({ labels: pods }));

    const service = new kplus.Service(this, 'service', {
      metadata,
      selector: kplus.Pods.select(this, 'pods', { labels: pods }),
      ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    });
    // cdk8s-plus knows numbers only; the name follows the container's port
    ApiObject.of(service).addJsonPatch(
      JsonPatch.replace('/spec/ports/0/targetPort', kplus.k8s.IntOrString.fromString('http')),
    );

    this.status({ tableArn: table.status.ackResourceMetadata.arn });
  }

  private container(configName: string): kplus.ContainerProps {
    const health = (check: string, delay: number) =>
      kplus.Probe.fromHttpGet(`/actuator/health/${check}`, {
        port: 8080,
        initialDelaySeconds: Duration.seconds(delay),
        periodSeconds: Duration.seconds(3),
      });
    return {
      name: 'carts',
      image: `${this.spec.image}`,
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      ports: [{ name: 'http', number: 8080 }],
      envVariables: {
        JAVA_OPTS: kplus.EnvValue.fromValue('-XX:MaxRAMPercentage=75.0 -Djava.security.egd=file:/dev/urandom'),
      },
      envFrom: [kplus.Env.fromConfigMap(kplus.ConfigMap.fromConfigMapName(this, 'configName', configName))],
      readiness: health('readiness', 15),
      liveness: health('liveness', 45),
      resources: {
        cpu: { request: kplus.Cpu.millis(250) },
        memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
      },
      securityContext: {
        user: 1000,
        ensureNonRoot: true,
        readOnlyRootFilesystem: true,
        capabilities: { drop: [kplus.Capability.ALL] },
      },
      volumeMounts: [
        {
          path: '/tmp',
          volume: kplus.Volume.fromEmptyDir(this, 'tmp', 'tmp', { medium: kplus.EmptyDirMedium.MEMORY }),
        },
      ],
    };
  }
}
