/** Sources run through swc; types are checked by `npm run typecheck` and by test/types. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  moduleNameMapper: {
    '^cdk8s-kro$': '<rootDir>/lib/index.ts',
    '^cdk8s-kro/imports/(.*)$': '<rootDir>/imports/$1.ts',
    '^cdk8s-kro/(.*)$': '<rootDir>/lib/$1/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/build'],
};
