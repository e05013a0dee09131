import german from './features/line/beside-texts.de.ts';
import { besideTexts } from './features/line/beside-texts.ts';
import line from './features/line/texts.de.ts';
import { lineTexts } from './features/line/texts.ts';
import { hydrateBeside } from './hydrate-beside.tsx';

besideTexts.provide('de', german);
// The ages of entries; it may be here before the line's own entry.
lineTexts.provide('de', line);
hydrateBeside();
