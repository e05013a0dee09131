/** One field that is not the same before and after. */
export interface Change {
  /** `theme.primaryColor`; empty for a value that has no fields. */
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What differs between two JSON texts, field by field; a text that cannot be read is one value. */
export function changesOf(before: string | null, after: string | null): readonly Change[] {
  const [old, present] = [flat(before), flat(after)];
  const fields = [...new Set([...old.keys(), ...present.keys()])];
  return fields.flatMap((field) => {
    const change = { field, before: old.get(field) ?? null, after: present.get(field) ?? null };
    return change.before === change.after ? [] : [change];
  });
}

function flat(text: string | null): Map<string, string> {
  const found = new Map<string, string>();
  if (text === null) return found;
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) found.set(path, String(value));
    else for (const [key, held] of Object.entries(value)) walk(held, path === '' ? key : `${path}.${key}`);
  };
  try {
    walk(JSON.parse(text), '');
  } catch {
    found.set('', text);
  }
  return found;
}
