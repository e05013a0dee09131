export { displayInitial, lineDisplayName, type LineNameParts, toLineNameParts } from './line-name.ts';
export { type Interval, unionMs, unionSeconds } from './intervals.ts';
export { dayOf, lastDays, startOfDay } from './days.ts';
export { nextInRotation, type RotationCandidate } from './rotation.ts';
export { escapeHtml, mailHtml, mailText, textColourOn, type MailBrand, type MailContent } from './mail-page.ts';
