import type { BrandLock, BrandPolicy, LockableField } from '@stageline/contracts';

/** The policy as it is typed: lists are lines of text. */
export interface PolicyForm {
  readonly locks: readonly BrandLock[];
  readonly colours: string;
  readonly pairings: BrandPolicy['allowedTypePairings'];
  readonly disclaimers: string;
  readonly words: string;
}

/** Parts whose lock has a value; the others are kept empty by theirs. */
export const hasValue = (field: LockableField): boolean =>
  field.startsWith('theme.') || /^profile\.(?!social)/.test(field);

/** What the form begins with. */
export const formOf = (policy: BrandPolicy): PolicyForm => ({
  locks: policy.locks,
  colours: policy.allowedPrimaryColors.join('\n'),
  pairings: policy.allowedTypePairings,
  disclaimers: policy.disclaimers.join('\n\n'),
  words: policy.forbiddenWords.map(({ word, reason }) => `${word} = ${reason}`).join('\n'),
});

const lines = (text: string): string[] => text.split('\n').flatMap((line) => line.trim() || []);

/** What is typed as a policy; the server judges it. @returns the number of the first line of words that says no reason */
export function policyOf(form: PolicyForm): { policy: BrandPolicy } | { wrongLine: number } {
  const words = lines(form.words).map((line) => /^(.+?)\s*=\s*(.+)$/.exec(line));
  const wrong = words.indexOf(null);
  if (wrong !== -1) return { wrongLine: wrong + 1 };
  return {
    policy: {
      locks: [...form.locks],
      allowedPrimaryColors: lines(form.colours),
      allowedTypePairings: form.pairings,
      disclaimers: form.disclaimers.split(/\n\s*\n/).flatMap((text) => text.trim() || []),
      forbiddenWords: words.map((match) => ({ word: match?.[1] ?? '', reason: match?.[2] ?? '' })),
    },
  };
}
