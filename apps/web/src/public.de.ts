import line from './features/line/texts.de.ts';
import { lineTexts } from './features/line/texts.ts';
import registration from './features/registration/texts.de.ts';
import { registrationTexts } from './features/registration/texts.ts';
import viewerTime from './features/site/viewer-time.de.ts';
import { viewerTimeTexts } from './features/site/viewer-time.ts';
import { problemTexts } from './shared/lib/problem-texts.ts';
import { publicProblems } from './shared/lib/public-problems.de.ts';
import field from './shared/ui/field-texts.de.ts';
import { fieldTexts } from './shared/ui/field-texts.ts';

/**
 * German for whatever may stand on a public page, and so may not come by a request of its own when the page comes to life.
 */
export function provideGerman(): void {
  lineTexts.provide('de', line);
  registrationTexts.provide('de', registration);
  viewerTimeTexts.provide('de', viewerTime);
  problemTexts.provide('de', publicProblems);
  fieldTexts.provide('de', field);
}
