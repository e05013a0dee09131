import { count } from '../../shared/i18n/index.ts';

export const en = {
  title: 'What happened so far',
  /** `ago` is how long it has been live. */
  since: (ago: string) => `Live for ${ago}.`,
  onScreen: (what: string) => `On the screen now: ${what}`,
  offersBefore: (offers: number) =>
    offers === 0
      ? 'No offer so far'
      : count(offers, { one: '# offer was shown before', other: '# offers were shown before' }),
  pollNow: (what: string) => `Open poll: ${what}`,
  pollsBefore: (polls: number) => count(polls, { one: '# poll so far', other: '# polls so far' }),
  pinned: (what: string) => `Pinned: ${what}`,
  answered: (questions: number) =>
    count(questions, { one: '# question was answered', other: '# questions were answered' }),
  /** Above words of hosts, each with when it was said. */
  said: 'Some of what was said, as a machine heard it:',
  words: (speaker: string, text: string) => `${speaker}: “${text}”`,
  close: 'Put away (Esc)',
};
