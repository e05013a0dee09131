import type { z } from 'zod';

const REMEMBERED = 64;
/** Longer payloads are parsed each time, so that the memory of all remembered ones stays below 2 MB. */
const LONGEST = 16 * 1024;

/**
 * Parses with `schema`, remembering the latest distinct payloads that were valid. Browsers are of a few kinds and all of a
 * kind send the same capabilities; checking their two hundred values costs more than all else that we add to a join.
 * @returns what `schema.safeParse` would; a remembered output is shared between callers, who must not change it
 */
export function rememberingParser<S extends z.ZodType>(
  schema: S,
): (payload: unknown) => z.ZodSafeParseResult<z.output<S>> {
  const remembered = new Map<string, z.ZodSafeParseResult<z.output<S>>>();
  return (payload) => {
    const key = keyOf(payload);
    const known = key === undefined ? undefined : remembered.get(key);
    if (known !== undefined) return known;
    const result = schema.safeParse(payload);
    if (result.success && key !== undefined && key.length <= LONGEST) {
      const oldest = remembered.size < REMEMBERED ? undefined : remembered.keys().next().value;
      if (oldest !== undefined) remembered.delete(oldest);
      remembered.set(key, result);
    }
    return result;
  };
}

/** Undefined for what cannot be written: nesting too deep for the stack. The schema refuses it without descending. */
function keyOf(payload: unknown): string | undefined {
  try {
    return JSON.stringify(payload) as string | undefined;
  } catch {
    return undefined;
  }
}
