/** Draws the pictures of README anew: `npm run picture`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { picture, readFleet } from '../../lib/fleet';
import { layers } from './layers';
import { drawn } from './readme';

const readme = drawn(readFileSync('README.md', 'utf8'), 'The serverless platform', layers('dist'));
writeFileSync('README.md', drawn(readme, 'Hub and spokes', picture(readFleet('apps/fleet/config'))));
