import type { z } from 'zod';

/** The environment does not hold what the process needs. Its message has one line per variable and no value. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Parses the environment and freezes the result, lists included. An empty variable counts as absent, as compose files write it.
 * @throws ConfigError that lists every variable that is missing or wrong
 */
export function parseConfig<S extends z.ZodType<object>>(
  schema: S,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<z.output<S>> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(given);
  if (!result.success) {
    throw new ConfigError(
      result.error.issues.map((issue) => {
        const name = issue.path.join('.');
        // zod would speak of types; whoever starts the process has to hear that a variable is missing.
        const isMissing = issue.code === 'invalid_type' && issue.path.length === 1 && given[name] === undefined;
        return `${name || '(environment)'}: ${isMissing ? 'is not set.' : issue.message}`;
      }),
    );
  }
  return deepFreeze(result.data);
}

function deepFreeze<T extends object>(value: T): Readonly<T> {
  for (const child of Object.values(value)) {
    if (typeof child === 'object' && child !== null && !Object.isFrozen(child)) deepFreeze(child as object);
  }
  return Object.freeze(value);
}
