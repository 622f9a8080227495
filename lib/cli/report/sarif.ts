import type { Code, Finding } from '../../graph/finding';
import { pageOf } from '../../graph/rules/pages';
import type { CheckedFile } from '../checked';
import { repositoryPath, uriOf } from './uri';

/** The findings of a run as SARIF 2.1.0, which code scanning reads: https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
export function printSarif(files: readonly CheckedFile[], version: string): string {
  const found = files.flatMap(({ file, documents }) =>
    documents.flatMap(({ findings }) => findings.map(finding => ({ finding, file }))),
  );
  const codes = [...new Set(found.map(({ finding }) => finding.code))].sort();
  const run = {
    tool: { driver: { name: 'cdk8s-kro', semanticVersion: version, rules: codes.map(ruleOf) } },
    columnKind: 'utf16CodeUnits',
    results: found.map(({ finding, file }) => resultOf(finding, file, codes.indexOf(finding.code))),
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function ruleOf(code: Code): object {
  const page = pageOf(code);
  if (!page) return { id: code };
  const { severity, says, rejected, accepted } = page;
  const [first] = says.split(/(?<=\.) /);
  return {
    id: code,
    shortDescription: { text: first },
    fullDescription: { text: says },
    help: {
      text: `${says}\n\nRejected:\n\n${rejected}\n\nAccepted:\n\n${accepted}`,
      markdown: `${says}\n\nRejected:\n\n${yaml(rejected)}\n\nAccepted:\n\n${yaml(accepted)}`,
    },
    defaultConfiguration: { level: severity },
  };
}

const yaml = (text: string): string => `\`\`\`yaml\n${text.trimEnd()}\n\`\`\``;

function resultOf({ code, severity, path, message, hint, position }: Finding, file: string, ruleIndex: number): object {
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: hint ? `${message} ${hint}` : message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(repositoryPath(file)) },
          ...(position && { region: regionOf(position) }),
        },
        ...(path !== '' && { logicalLocations: [{ fullyQualifiedName: path }] }),
      },
    ],
  };
}

const regionOf = ({ line, column, endColumn }: NonNullable<Finding['position']>): object => ({
  startLine: line,
  startColumn: column,
  ...(endColumn !== undefined && { endColumn }),
});
