import type { en } from './language-texts.en.ts';

const de: typeof en = {
  title: 'Sprache',
  hint: 'Für diese Seiten und für die E-Mails von uns.',
};
export default de;
