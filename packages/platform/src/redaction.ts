/** Field names whose value never reaches a log, compared without case, `-` and `_`. */
const SECRET_FIELDS = new Set([
  'accesstoken',
  'authorization',
  'cookie',
  'jointoken',
  'newpassword',
  'passphrase',
  'password',
  'passwordhash',
  'proxyauthorization',
  'refreshtoken',
  'secret',
  'setcookie',
  'ticket',
  'token',
]);
const MASK = '[redacted]';
/** Deeper values are cut, so that a socket or a model that ends up in a log line costs a word and not a page. */
const MAX_DEPTH = 6;
const CREDENTIALS_IN_URL = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi;

const verdicts = new Map<string, boolean>();

function isSecret(field: string): boolean {
  let verdict = verdicts.get(field);
  if (verdict === undefined) {
    verdict = SECRET_FIELDS.has(field.replace(/[-_]/g, '').toLowerCase());
    // field names are few; a map filled from outside must not grow without end
    if (verdicts.size < 1000) verdicts.set(field, verdict);
  }
  return verdict;
}

/** Masks user and password of every address in a text, such as a connection string in a driver's message. */
export function redactText(text: string): string {
  return text.includes('@') ? text.replace(CREDENTIALS_IN_URL, `$1${MASK}@`) : text;
}

/**
 * A value that is safe to log: fields that hold secrets are masked at any depth. Returns the same object where nothing had
 * to change, so that an ordinary line costs no copy.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date || value instanceof Error) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return redactItems(value, depth);
  let copy: Record<string, unknown> | undefined;
  for (const field in value as Record<string, unknown>) {
    const before = (value as Record<string, unknown>)[field];
    const after = isSecret(field) ? MASK : redact(before, depth + 1);
    if (after === before) continue;
    copy ??= { ...value };
    copy[field] = after;
  }
  return copy ?? value;
}

function redactItems(items: readonly unknown[], depth: number): unknown {
  let copy: unknown[] | undefined;
  items.forEach((item, index) => {
    const after = redact(item, depth + 1);
    if (after === item) return;
    copy ??= [...items];
    copy[index] = after;
  });
  return copy ?? items;
}
