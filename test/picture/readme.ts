/** README with `picture` as the Mermaid block of a section. */
export const drawn = (readme: string, section: string, picture: string): string =>
  readme.replace(
    new RegExp(`(?<=^## ${section}\n(?:(?!## ).*\n)*?\`\`\`mermaid\n)[\\s\\S]*?(?=^\`\`\`$)`, 'm'),
    () => picture,
  );
