import { createColors } from 'picocolors';
import type { Output } from '../progress';

export type Paint = ReturnType<typeof createColors>;

/** Colours for a terminal, unless its owner wants none; for anything else the text as it is. */
export const paintFor = ({ isTTY }: Output): Paint =>
  createColors(isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb');
