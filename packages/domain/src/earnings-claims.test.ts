import { describe, expect, it } from '@jest/globals';
import type { LandingBlock } from '@stageline/contracts';
import { claimsEarnings } from './earnings-claims.ts';

const site = (headline: string, more: { benefits?: string[]; title?: string; blocks?: LandingBlock[] } = {}) => ({
  profile: { headline, welcomeMessage: '', benefits: more.benefits ?? [] },
  videos: more.title === undefined ? [] : [{ title: more.title }],
  blocks: more.blocks ?? [],
});

describe('claimsEarnings', () => {
  it.each([
    'I made $ 5,000 in a month',
    '3.000 € nebenbei',
    'Earn from home',
    'Verdienen Sie mit uns',
    'Ein Zusatzeinkommen, das bleibt',
    'How to become financially free',
    'Six-figure months',
  ])('H-09 finds one in %s', (text) => {
    expect(claimsEarnings(site(text))).toBe(true);
    expect(claimsEarnings(site('Learn it', { benefits: [text] }))).toBe(true);
    expect(claimsEarnings(site('Learn it', { title: text }))).toBe(true);
    const faq = { type: 'faq', key: 'faq', hidden: false, items: [{ question: 'Is it free?', answer: text }] } as const;
    expect(claimsEarnings(site('Learn it', { blocks: [{ ...faq, items: [...faq.items] }] }))).toBe(true);
  });
  it.each(['Learn to speak', 'Speak so that a room listens', '10 conversations in 3 weeks', 'Build a team that stays'])(
    'finds none in %s',
    (text) => expect(claimsEarnings(site(text))).toBe(false),
  );
});
