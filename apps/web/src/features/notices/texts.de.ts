import type { en } from './texts.en.ts';

const de: typeof en = {
  region: 'Hinweise',
  dismiss: (title) => `Schließen: ${title}`,
  more: 'Mehr lesen',
  less: 'Weniger zeigen',
};

export default de;
