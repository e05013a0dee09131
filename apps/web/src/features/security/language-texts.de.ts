import type { en } from './language-texts.en.ts';

const de: typeof en = {
  title: 'Sprache',
  hint: 'In ihr sehen Sie diese Seiten und bekommen E-Mails von uns.',
};
export default de;
