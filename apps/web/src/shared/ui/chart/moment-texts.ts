import type { SessionMoment } from '@stageline/contracts';
import { defineMessages } from '../../i18n/index.ts';
import { en } from './moment-texts.en.ts';

export const momentTexts = defineMessages(en, { de: () => import('./moment-texts.de.ts') });

/** What happened, in one line. */
export const momentWords = ({ kind, text, name }: SessionMoment): string => momentTexts().kinds[kind](text, name);

/** The numbers that belong to it: who answered, wrote, or left. */
export function momentNumbers({ kind, count, left }: SessionMoment): string[] {
  const texts = momentTexts();
  const own = count === null ? [] : [kind === 'chat-burst' ? texts.messages(count) : texts.answers(count)];
  return [...own, ...(left === 0 ? [] : [texts.left(left)])];
}
