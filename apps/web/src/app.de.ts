import { provideGerman as providePublicGerman } from './public.de.ts';
import problems from './shared/lib/problem-texts.de.ts';
import { problemTexts } from './shared/lib/problem-texts.ts';

/** What public pages bring, and everything that the api may answer to a signed-in person. */
export function provideGerman(): void {
  providePublicGerman();
  problemTexts.provide('de', problems);
}
