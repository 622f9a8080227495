import { EfsStorageGraph } from './efs-storage';
import { EKSClusterGraph } from './eks-cluster/graph';
import { IamRoleGraph } from './iam-role';
import { SecurityGroupSetGraph } from './security-group-set';
import { VpcNetworkGraph } from './vpc-network';

/** The graphs of a fleet, each after those it uses. */
export const GRAPHS = [VpcNetworkGraph, IamRoleGraph, EfsStorageGraph, SecurityGroupSetGraph, EKSClusterGraph] as const;
