/** Something wrong in a configuration file. */
export interface Mistake {
  /** As it was read, relative to the working directory where the folder was given so. */
  readonly file: string;
  readonly line: number;
  /** `network.vpc_cidr`; empty for the file as a whole. */
  readonly path: string;
  /** What is wrong, and what to write instead. */
  readonly message: string;
}

export const printMistake = ({ file, line, path, message }: Mistake): string =>
  `${file}:${line}: ${path === '' ? '' : `${path}: `}${message}`;

/** Everything that is wrong in a configuration, in the order of files and lines. */
export class ConfigurationError extends Error {
  readonly mistakes: readonly Mistake[];

  constructor(found: readonly Mistake[]) {
    const mistakes = [...new Map(found.map(mistake => [printMistake(mistake), mistake])).values()].sort((a, b) =>
      a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
    );
    const count = mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`;
    super(`The configuration has ${count}, so nothing is written:\n  ${mistakes.map(printMistake).join('\n  ')}`);
    this.mistakes = mistakes;
  }
}
