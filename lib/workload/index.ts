export { type ServerlessApi, type ServerlessApiProps, serverlessApi } from './api';
export {
  ackFunction,
  type CrossplaneLambda,
  crossplaneFunction,
  type FunctionProps,
  type LambdaFunction,
  type Runtime,
} from './function';
export {
  defaultStage,
  type HttpApi,
  type HttpApiProps,
  httpApi,
  type JwtAuthorizerProps,
  jwtAuthorizer,
  type LambdaIntegrationProps,
  lambdaIntegration,
  type RouteProps,
  route,
} from './http-api';
export { ServerlessInstance, type ServerlessInstanceProps } from './instance';
export { type Owner, prefixIn, prefixOf } from './naming';
export { ackLiveAlias, crossplanePermission, type PermissionProps } from './permission';
export { type RoleProps, role } from './role';
export { crud, type Routes } from './routes';
export { type PodRole, type PodRoleProps, serviceAccount } from './service-account';
export { type Folder, type Site, type SiteProps, site } from './site';
export { ServerlessStack, type ServerlessStackProps } from './stack';
export { type Table, type TableProps, table } from './table';
