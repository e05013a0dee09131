import type { en } from './save-texts.en.ts';

const de: typeof en = {
  conflict: 'Jemand anderes hat das inzwischen geändert. Nichts davon wurde überschrieben.',
  loadTheirs: 'Die andere Fassung zeigen',
};
export default de;
