/** What kro says, without the lines in which it shows the expression: they are shown already. */
export const withoutFrames = (kro: string): string =>
  kro
    .split('\n')
    .filter(line => !line.startsWith(' | '))
    .join('\n');
