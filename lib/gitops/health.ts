import { toYaml } from '../kro/yaml';

/** The health of an Application as it reports it. Argo CD removed its own check in 1.8, and without one waves do not wait for Applications. */
const APPLICATION = `local health = { status = "Progressing", message = "Argo CD has not compared it yet" }
if obj.status ~= nil and obj.status.health ~= nil and obj.status.health.status ~= nil then
  health.status = obj.status.health.status
  health.message = obj.status.health.message
end
return health
`;

/**
 * Graphs and their instances both report a condition Ready, and a state that tells a mistake from a wait. What is suspended is taken for
 * healthy: a sync would wait for it, and while one waits Argo CD starts no other, so the commit that resumes it would never arrive.
 */
const KRO = `local health = { status = "Progressing", message = "kro has not seen it yet" }
local annotations = obj.metadata.annotations
if annotations ~= nil and annotations["kro.run/reconcile"] == "suspended" then
  return { status = "Healthy", message = "kro leaves it alone: kro.run/reconcile is suspended" }
end
if obj.status == nil or obj.status.conditions == nil then
  return health
end
for _, condition in ipairs(obj.status.conditions) do
  if condition.type == "Ready" then
    health.message = condition.message
    if condition.observedGeneration ~= nil and condition.observedGeneration < obj.metadata.generation then
      health.message = "kro has not seen the last change yet"
    elseif condition.status == "True" then
      health.status = "Healthy"
    elseif condition.status == "False" and (obj.status.state == "ERROR" or obj.status.state == "Inactive") then
      health.status = "Degraded"
    end
  end
end
return health
`;

/** ACK says Synced once AWS is as the object, and Terminal where only a change of the object can help. */
const ACK = `local health = { status = "Progressing", message = "ACK has not seen it yet" }
if obj.status == nil or obj.status.conditions == nil then
  return health
end
for _, condition in ipairs(obj.status.conditions) do
  if condition.type == "ACK.Terminal" and condition.status == "True" then
    return { status = "Degraded", message = condition.message }
  end
  if condition.type == "ACK.ResourceSynced" then
    health.message = condition.message
    if condition.status == "True" then
      health.status = "Healthy"
    end
  end
end
return health
`;

/**
 * What `resource.customizations` of the ConfigMap argocd-cm needs for waves to wait: the health of Applications, of kro's graphs
 * and their instances, and of everything ACK makes.
 *
 * @param groups API groups that graphs serve beside kro.run. @default none
 *
 * See https://argo-cd.readthedocs.io/en/stable/operator-manual/health/.
 */
export function healthChecks(groups: readonly string[] = []): string {
  const checks = [
    ['argoproj.io/Application', APPLICATION],
    ...['kro.run', ...groups].map(group => [`${group}/*`, KRO]),
    ['*.services.k8s.aws/*', ACK],
  ];
  return toYaml([Object.fromEntries(checks.map(([kind, lua]) => [kind, { 'health.lua': lua }]))]);
}
