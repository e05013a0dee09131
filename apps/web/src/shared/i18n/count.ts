import { pageLocale } from './locale.ts';

/** `other` and whatever else the language tells apart (CLDR plural rules). */
type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

const rules = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

function kept<T>(held: Map<string, T>, tag: string, make: (tag: string) => T): T {
  const value = held.get(tag) ?? make(tag);
  held.set(tag, value);
  return value;
}

/**
 * A number with its noun: `count(2, { one: '# lead', other: '# leads' })` is `2 leads`; `#` is the number as the page's
 * language writes it.
 */
export function count(amount: number, forms: Forms): string {
  const { tag } = pageLocale();
  const form = forms[kept(rules, tag, (key) => new Intl.PluralRules(key)).select(amount)] ?? forms.other;
  return form.replace('#', kept(numbers, tag, (key) => new Intl.NumberFormat(key)).format(amount));
}
