import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';

export interface AwsCliProps {
  readonly name: string;
  readonly region: string;
  /** The one place it may write to. */
  readonly home: kplus.Volume;
  /** What comes after `aws`. @default what the command says */
  readonly args?: readonly string[];
  /** In place of `aws`. @default none */
  readonly command?: readonly string[];
}

/** A container with the AWS CLI, as a user of its own and with no capabilities; roles reach it by the ServiceAccount of its Pod. */
export const awsCli = ({ name, region, home, args, command }: AwsCliProps): kplus.ContainerProps => ({
  name,
  image: 'public.ecr.aws/aws-cli/aws-cli:2.31.21',
  imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
  ...(command && { command: [...command] }),
  ...(args && { args: [...args] }),
  resources: {
    cpu: { request: kplus.Cpu.millis(100) },
    memory: { request: Size.mebibytes(256), limit: Size.gibibytes(1) },
  },
  envVariables: { AWS_REGION: kplus.EnvValue.fromValue(region), HOME: kplus.EnvValue.fromValue('/home') },
  securityContext: { user: 65_532, group: 65_532, capabilities: { drop: [kplus.Capability.ALL] } },
  volumeMounts: [{ path: '/home', volume: home }],
});
