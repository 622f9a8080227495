import { counted } from '../../graph/show/count';
import type { CheckedFile } from '../checked';

/** `1 error and 2 warnings in 1 of 3 files`, and how to learn more. */
export function summaryOf(files: readonly CheckedFile[]): string {
  const found = files.filter(({ documents }) => documents.some(({ findings }) => findings.length > 0));
  const checked = counted(files.length, 'file');
  if (found.length === 0) return `No findings in ${checked}.`;
  const { errors, warnings } = countOf(files);
  const counts = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  const where = files.length === 1 ? checked : `${found.length} of ${checked}`;
  return `${counts.join(' and ')} in ${where}.\ncdk8s-kro explain CODE tells what a finding means.`;
}

export function countOf(files: readonly CheckedFile[]): { readonly errors: number; readonly warnings: number } {
  const findings = files.flatMap(({ documents }) => documents).flatMap(document => document.findings);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.length - errors };
}

/** What was not checked, since nothing is known of its kind. */
export function noteOn(files: readonly CheckedFile[]): string | undefined {
  const unknown = files
    .flatMap(({ documents }) => documents)
    .filter(({ is, findings }) => is === 'unknown' && findings.length === 0);
  if (unknown.length === 0) return undefined;
  const kinds = [...new Set(unknown.map(({ kind }) => kind ?? 'no kind'))].sort();
  const shown = kinds.length > 5 ? `${kinds.slice(0, 5).join(', ')} and ${kinds.length - 5} more` : kinds.join(', ');
  return `${counted(unknown.length, 'document')} not checked, for nothing is known of the kind: ${shown}. --crds adds kinds.`;
}
