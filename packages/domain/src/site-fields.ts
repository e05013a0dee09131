import type { SiteContent } from '@stageline/contracts';

/** One part of a site that changes as a whole, by its place in the content: `profile.headline`, `videos`. */
export type SiteField = string;

/** Objects whose members are fields of their own; everything else is one field, lists included. */
const NESTED: ReadonlySet<string> = new Set([
  'theme',
  'profile',
  'profile.socialLinks',
  'line',
  'settings',
  'registration',
]);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of a content with their values; what is not there has no entry. */
export function fieldsOf(content: SiteContent): ReadonlyMap<SiteField, unknown> {
  const fields = new Map<SiteField, unknown>();
  const visit = (value: unknown, path: string): void => {
    for (const [key, member] of Object.entries(value as object)) {
      const place = path === '' ? key : `${path}.${key}`;
      if (NESTED.has(place) && isObject(member)) visit(member, place);
      else if (member !== undefined) fields.set(place, member);
    }
  };
  visit(content, '');
  return fields;
}

/** Key order says nothing: stored documents and parsed bodies may differ in it. */
const canonical = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(canonical)
    : isObject(value)
      ? Object.fromEntries(
          Object.keys(value)
            .sort()
            .map((key) => [key, canonical(value[key])]),
        )
      : value;
/** Whether two values say the same. */
export const same = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));

/** One field that differs; `undefined` where one side does not have it. */
export interface FieldChange {
  readonly field: SiteField;
  readonly before: unknown;
  readonly after: unknown;
}

/** What changed from one content to another, in the order of the second. */
export function changedFields(before: SiteContent, after: SiteContent): FieldChange[] {
  const [old, fresh] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...fresh.keys(), ...old.keys()])].flatMap((field) => {
    const [was, is] = [old.get(field), fresh.get(field)];
    return same(was, is) ? [] : [{ field, before: was, after: is }];
  });
}

/**
 * A copy of the content in which one field has another value.
 * @param value `undefined` removes the field
 */
export function withField(content: SiteContent, field: SiteField, value: unknown): SiteContent {
  const copy = structuredClone(content) as unknown as Record<string, unknown>;
  const keys = field.split('.');
  const last = keys.pop() ?? field;
  let place = copy;
  for (const key of keys) place = (place[key] ??= {}) as Record<string, unknown>;
  if (value === undefined) delete place[last];
  else place[last] = structuredClone(value);
  return copy as unknown as SiteContent;
}

export interface MergedContent {
  /** Their content with every change of ours that does not collide. */
  readonly content: SiteContent;
  /** Fields that both changed, to different values; in `content` they have the value of `theirs`. */
  readonly collisions: readonly (FieldChange & { readonly base: unknown })[];
}

/**
 * Brings two changes of one content together, field by field (three-way merge).
 * @param base what both began with
 * @returns for a collision, `before` is theirs and `after` is ours
 */
export function mergeContent(base: SiteContent, ours: SiteContent, theirs: SiteContent): MergedContent {
  const began = fieldsOf(base);
  const present = fieldsOf(theirs);
  let content = theirs;
  const collisions: (FieldChange & { base: unknown })[] = [];
  for (const { field, after } of changedFields(base, ours)) {
    const theirsNow = present.get(field);
    if (same(theirsNow, after)) continue;
    if (same(theirsNow, began.get(field))) content = withField(content, field, after);
    else collisions.push({ field, base: began.get(field), before: theirsNow, after });
  }
  return { content, collisions };
}
