import type { en } from './stages.en.ts';

const de: typeof en = {
  new: 'Neu',
  contacted: 'Kontaktiert',
  qualified: 'Qualifiziert',
  won: 'Gewonnen',
  lost: 'Verloren',
};
export default de;
