/** What the form keeps of a field: its message, where there is one. */
export function messageAt(errors: unknown, ...path: readonly (string | number)[]): string | undefined {
  let found: unknown = errors;
  for (const step of path) found = (found as Record<string | number, unknown> | undefined)?.[step];
  const message = (found as { message?: unknown } | undefined)?.message;
  return typeof message === 'string' ? message : undefined;
}

/** The first message at a place or anywhere beneath it. */
export function anyMessage(errors: unknown, ...path: readonly (string | number)[]): string | undefined {
  let found: unknown = errors;
  for (const step of path) found = (found as Record<string | number, unknown> | undefined)?.[step];
  if (typeof found !== 'object' || found === null) return undefined;
  const own = messageAt(found);
  if (own !== undefined) return own;
  for (const [name, part] of Object.entries(found)) {
    const message = name === 'ref' ? undefined : anyMessage(part);
    if (message !== undefined) return message;
  }
  return undefined;
}
