import { Fleet, readFleet } from 'cdk8s-kro/fleet';
import type { Construct } from 'constructs';

/** The hub and its spokes, as the files in `config/` describe them. */
export const addFleet = (app: Construct): Fleet => new Fleet(app, 'fleet', readFleet('apps/fleet/config'));
