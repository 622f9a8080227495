import type { Tags } from '../../aws';
import type { Input } from '../../cel/ref';

/** On all the layer makes: which platform it is of. */
export const tags = (platform: Input<string>): Tags => ({ platform });
