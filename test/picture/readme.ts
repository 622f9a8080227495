/** README with `picture` as its Mermaid block. */
export const drawn = (readme: string, picture: string): string =>
  readme.replace(/(?<=^```mermaid\n)[\s\S]*?(?=^```$)/m, () => picture);
