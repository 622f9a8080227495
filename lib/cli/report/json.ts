import type { Finding } from '../../graph/finding';
import type { CheckedFile } from '../checked';

/** The findings of a run for programs: all files, with or without findings. */
export function printJson(files: readonly CheckedFile[]): string {
  const shown = files.map(({ file, documents }) => ({
    file,
    documents: documents.map(({ index, kind = null, name = null, accepted, findings, order }) => ({
      index,
      kind,
      name,
      accepted,
      findings: findings.map(printed),
      order,
    })),
  }));
  return `${JSON.stringify({ files: shown }, null, 2)}\n`;
}

/** With its keys in one order, whoever made it. */
const printed = ({ code, severity, path, message, hint, kro, position, expression }: Finding) => ({
  code,
  severity,
  path,
  message,
  hint,
  kro,
  position,
  expression,
});
