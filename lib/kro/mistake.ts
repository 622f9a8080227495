import { writeSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Set by `cdk8s-kro synth` for the app it runs, unless it was asked for stack traces. */
export const ERRORS = 'CDK8S_KRO_ERRORS';
const LIBRARY = dirname(__dirname);

/**
 * Lets an app that `cdk8s-kro synth` runs end with the message of what went wrong and the line of the app it went wrong at,
 * in place of a stack trace. Run any other way, an app fails as Node has it.
 */
export function reportMistakes(): void {
  if (process.env[ERRORS] !== 'message' || process.listenerCount('uncaughtException', report) > 0) return;
  process.on('uncaughtException', report);
}

function report(error: unknown): never {
  const place = error instanceof Error ? placeOf(error) : undefined;
  writeSync(2, `${messageOf(error)}\n${place ? `  at ${place}\n` : ''}`);
  process.exit(1);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'Error' ? error.message : `${error.name}: ${error.message}`;
}

/** The innermost line of an error's stack, or of what caused it, that is neither ours nor that of a package. */
export function placeOf(error: Error): string | undefined {
  const cause = error.cause instanceof Error ? placeOf(error.cause) : undefined;
  if (cause) return cause;
  const frames = [...(error.stack ?? '').matchAll(/^ +at (?:.*\()?((?:file:\/\/)?\/?[^()\n]+?:\d+:\d+)\)?$/gm)];
  const files = frames.map(([, file]) => (file.startsWith('file://') ? fileURLToPath(file) : file));
  const place = files.find(file => !/[\\/]node_modules[\\/]|^node:/.test(file) && !file.startsWith(LIBRARY));
  return place && relative(process.cwd(), place);
}
