/** Draws the pictures of README anew from `dist/`: `npm run picture`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { layers } from './layers';
import { drawn } from './readme';

writeFileSync('README.md', drawn(readFileSync('README.md', 'utf8'), layers('dist')));
