import type { ReplayChapter } from '@stageline/contracts';
import { replayTexts } from '../texts.ts';

/** What a chapter is called: those that come by themselves have names in the page's language. */
export const chapterTitle = ({ kind, title }: ReplayChapter): string =>
  kind === 'start' || kind === 'screen' ? replayTexts().chapter[kind] : title;
