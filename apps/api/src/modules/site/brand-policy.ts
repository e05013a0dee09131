import type { BrandLock, BrandPolicy, ProblemIssue, SiteContent } from '@stageline/contracts';
import { blockTexts, fieldsOf, withField } from '@stageline/domain';

/** What a lock without a value keeps a field at. */
const EMPTY: Readonly<Record<string, unknown>> = {
  'profile.socialLinks': {},
  background: null,
  videos: [],
  customCss: '',
};
const valueOf = (lock: BrandLock): unknown => lock.value ?? EMPTY[lock.field];

/** The content with every locked field at the value that the platform gives it. */
export const withLocks = (content: SiteContent, policy: BrandPolicy): SiteContent =>
  policy.locks.reduce((locked, lock) => withField(locked, lock.field, valueOf(lock)), content);

const pointerOf = (field: string): string => `/content/${field.replaceAll('.', '/')}`;
const issue = (field: string, message: string): ProblemIssue => ({ in: 'body', pointer: pointerOf(field), message });

/** Everything in a content that the platform's policy does not allow (A-11), with the platform's reason. */
export function policyIssues(content: SiteContent, policy: BrandPolicy): ProblemIssue[] {
  return [...lockIssues(content, policy), ...choiceIssues(content, policy), ...wordIssues(content, policy)];
}

function lockIssues(content: SiteContent, policy: BrandPolicy): ProblemIssue[] {
  const locked = withLocks(content, policy);
  const at = (value: SiteContent, field: string): string =>
    JSON.stringify(field.split('.').reduce<unknown>((place, key) => (place as Record<string, unknown>)[key], value));
  return policy.locks.flatMap(({ field, reason }) =>
    at(content, field) === at(locked, field) ? [] : [issue(field, `The platform has fixed this: ${reason}`)],
  );
}

function choiceIssues({ theme }: SiteContent, policy: BrandPolicy): ProblemIssue[] {
  const { allowedPrimaryColors, allowedTypePairings, locks } = policy;
  const isLocked = (field: string): boolean => locks.some((lock) => lock.field === field);
  const outside = <T>(value: T, allowed: readonly T[]): boolean => allowed.length > 0 && !allowed.includes(value);
  const issues: ProblemIssue[] = [];
  if (outside(theme.primaryColor, allowedPrimaryColors) && !isLocked('theme.primaryColor'))
    issues.push(issue('theme.primaryColor', `Please choose one of ${allowedPrimaryColors.join(', ')}.`));
  if (outside(theme.typePairing, allowedTypePairings) && !isLocked('theme.typePairing'))
    issues.push(issue('theme.typePairing', `Please choose one of ${allowedTypePairings.join(', ')}.`));
  return issues;
}

/** Letters as somebody reads them: without case, accents, joiners and the variants that Unicode has for looks. */
const read = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase();
const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

function wordIssues(content: SiteContent, { forbiddenWords }: BrandPolicy): ProblemIssue[] {
  if (forbiddenWords.length === 0) return [];
  const patterns = forbiddenWords.map(({ word, reason }) => ({
    word,
    reason,
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}])${escapePattern(read(word)).replace(/\s+/g, String.raw`\s+`)}(?![\\p{L}\\p{N}])`,
      'u',
    ),
  }));
  const fields = [...fieldsOf(content)]
    .filter(([field]) => /^(?:profile\.|videos$|registration\.(?:fields|consent)$)/.test(field))
    .map(([field, value]) => ({ field, text: typeof value === 'string' ? value : JSON.stringify(value) }));
  const blocks = blockTexts(content.blocks).map(({ place, text }) => ({ field: `blocks${place}`, text }));
  return [...fields, ...blocks].flatMap(({ field, text }) => {
    const words = read(text);
    const found = patterns.find(({ pattern }) => pattern.test(words));
    return found === undefined ? [] : [issue(field, `“${found.word}” may not be used: ${found.reason}`)];
  });
}
