import type { Construct } from 'constructs';
import { Table as TableKind } from '../../imports/dynamodb.services.k8s.aws';
import { inRegion, type TableItems, type Tags, tagList } from '../aws';
import { eq } from '../cel/ops';
import type { Expr, Input } from '../cel/ref';
import { resource } from '../kro/resource';

export interface TableProps {
  readonly name: Input<string>;
  readonly region: Input<string>;
  /** Whether AWS refuses to delete the table, and can restore it to any second of the last 35 days. */
  readonly isProtected: Input<boolean>;
  /** @default none */
  readonly tags?: Tags;
}

/** A table as other parts use it; grants take it as it is. */
export interface Table extends TableItems {
  readonly name: Expr<string>;
  readonly arn: Expr<string>;
}

/**
 * A DynamoDB table with a text `id` as its key, encrypted, ready once it is active.
 *
 * It is billed by request in every environment. Provisioned capacity has to be said with its units, and DynamoDB refuses these for a table
 * billed by request, so one template cannot choose between the two.
 */
export function table(scope: Construct, id: string, { name, region, isProtected, tags }: TableProps): Table {
  const made = resource(
    scope,
    id,
    TableKind,
    {
      metadata: { annotations: inRegion(region) },
      spec: {
        tableName: name,
        billingMode: 'PAY_PER_REQUEST',
        attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
        keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
        sseSpecification: { enabled: true, sseType: 'KMS' },
        continuousBackups: { pointInTimeRecoveryEnabled: isProtected },
        deletionProtectionEnabled: isProtected,
        ...(tags && { tags: tagList(tags) }),
      },
    },
    { readyWhen: self => eq(self.status.tableStatus, 'ACTIVE') },
  );
  return { type: 'table', name: made.spec.tableName, arn: made.status.ackResourceMetadata.arn };
}
