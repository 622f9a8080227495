import type { IConstruct } from 'constructs';

export const APPS_OF = Symbol.for('cdk8s-kro.appsOf');

/** A construct that makes roles of functions. */
export interface RoleMaker {
  /** The applications a role is for; undefined where it is none of its own. */
  [APPS_OF](lambdaRoleArn: string): readonly string[] | undefined;
}

/** The applications (`appName` of their instances) a role of functions is for; undefined where no layer of the cdk8s app makes it. */
export function tryAppsOf(lambdaRoleArn: string, app: IConstruct): readonly string[] | undefined {
  for (const maker of app.node.findAll().filter(isRoleMaker)) {
    const apps = maker[APPS_OF](lambdaRoleArn);
    if (apps) return apps;
  }
  return undefined;
}

const isRoleMaker = (construct: IConstruct): construct is IConstruct & RoleMaker => APPS_OF in construct;
