import type { Finding } from '../../graph/finding';
import { withoutFrames } from '../../graph/show/kro';
import type { CheckedFile } from '../checked';
import { repositoryPath } from './uri';

/**
 * The findings as GitHub Actions shows them beside the lines of a pull request:
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
export const printAnnotations = (files: readonly CheckedFile[]): string =>
  files
    .flatMap(({ file, documents }) => documents.flatMap(({ findings }) => findings.map(each => annotation(each, file))))
    .join('');

function annotation({ severity, code, message, hint, kro, position }: Finding, file: string): string {
  const place = { file: repositoryPath(file), line: position?.line, col: position?.column, title: code };
  const properties = Object.entries(place).filter(([, value]) => value !== undefined);
  const text = [message, hint, kro && `kro: ${withoutFrames(kro)}`].filter(Boolean).join('\n');
  return `::${severity} ${properties.map(([key, value]) => `${key}=${property(String(value))}`).join(',')}::${data(text)}\n`;
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
