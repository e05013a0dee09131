import { provideGerman as providePublicGerman } from './public.de.ts';
import beside from './features/line/beside-texts.de.ts';
import { besideTexts } from './features/line/beside-texts.ts';
import problems from './shared/lib/problem-texts.de.ts';
import { problemTexts } from './shared/lib/problem-texts.ts';
import ui from './shared/ui/texts.de.ts';
import { uiTexts } from './shared/ui/texts.ts';

/** What public pages bring, the words of the parts, and everything that the api may answer to a signed-in person. */
export function provideGerman(): void {
  providePublicGerman();
  besideTexts.provide('de', beside);
  problemTexts.provide('de', problems);
  uiTexts.provide('de', ui);
}
