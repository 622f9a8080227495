import type { UserPool } from '../../../imports/cognitoidentityprovider.services.k8s.aws';
import type { UserPoolClient, UserPoolDomain } from '../../../imports/cognitoidp.aws.m.upbound.io';
import type { Input } from '../../cel/ref';
import type { Body } from '../../kro/resource';
import { given, type Values } from '../values';
import { KEPT, keptById } from './kept';
import { tags } from './tags';

/** People sign in with their email address; an administrator invites them. */
export const userPool = (values: Values): Body<UserPool> => ({
  metadata: { annotations: keptById('id', values.userPoolId, values.region) },
  spec: {
    name: `${values.name}-users`,
    usernameAttributes: ['email'],
    usernameConfiguration: { caseSensitive: false },
    autoVerifiedAttributes: ['email'],
    accountRecoverySetting: { recoveryMechanisms: [{ name: 'verified_email', priority: 1 }] },
    adminCreateUserConfig: { allowAdminCreateUserOnly: true },
    policies: {
      passwordPolicy: {
        minimumLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: false,
        temporaryPasswordValidityDays: 7,
      },
    },
    deletionProtection: 'ACTIVE',
    tags: tags(values.name),
  },
});

/**
 * The client all applications share. It is of the browser, so it has no secret; its one callback URL hands on to the application that
 * the state names.
 */
export const userPoolClient = (values: Values, userPoolId: Input<string>): Body<UserPoolClient> => ({
  metadata: {
    annotations: given<Readonly<Record<string, string>>>(
      values.userPoolClientId,
      { 'crossplane.io/external-name': values.userPoolClientId },
      {},
    ),
  },
  spec: {
    managementPolicies: KEPT,
    forProvider: {
      region: values.region,
      userPoolId,
      name: `${values.name}-apps`,
      generateSecret: false,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ['code'],
      allowedOauthScopes: ['openid', 'email'],
      callbackUrls: [`https://${values.domain}/auth/callback`],
      logoutUrls: [`https://${values.domain}/auth/signed-out/`],
      supportedIdentityProviders: ['COGNITO'],
      explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      preventUserExistenceErrors: 'ENABLED',
      enableTokenRevocation: true,
    },
  },
});

export const loginHost = ({ region }: Values, prefix: Input<string>) => `${prefix}.auth.${region}.amazoncognito.com`;

/** Where the login page is. */
export const loginDomain = (values: Values, userPoolId: Input<string>): Body<UserPoolDomain> => ({
  metadata: { annotations: { 'crossplane.io/external-name': values.loginPrefix } },
  spec: {
    managementPolicies: KEPT,
    forProvider: { region: values.region, userPoolId, domain: values.loginPrefix },
  },
});
