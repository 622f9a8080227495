/** A command line, or something it names, that cannot be used: the program says so and ends with 2. */
export class UsageError extends Error {}
