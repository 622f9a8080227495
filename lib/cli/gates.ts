import type { Options } from '../graph/analyze';
import { didYouMean } from '../schema/nearest';
import { UsageError } from './usage';

/** kro's feature gates; only the first changes what it accepts. */
const GATES = ['CELOmitFunction', 'InstanceConditionEvents', 'InstanceConditionMetrics'];

/**
 * Reads gates as kro's flag has them: `CELOmitFunction=true,InstanceConditionEvents=false`.
 *
 * @throws UsageError where there is no such gate, or it is neither true nor false
 */
export function gatesOf(text: string): Options['featureGates'] {
  const gates = text.split(',').map(each => {
    const [gate, value] = each.split('=').map(part => part.trim());
    if (!GATES.includes(gate))
      throw new UsageError(
        `kro has no feature gate '${gate}'. ${didYouMean(gate, GATES) ?? `There are ${GATES.join(', ')}.`}`,
      );
    if (value !== 'true' && value !== 'false') throw new UsageError(`Write ${gate}=true or ${gate}=false.`);
    return [gate, value === 'true'];
  });
  return Object.fromEntries(gates);
}
