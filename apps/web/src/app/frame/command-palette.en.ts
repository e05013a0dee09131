import { count } from '../../shared/i18n/index.ts';

export const en = {
  title: 'Go to or do',
  placeholder: 'Where to, or what to do?',
  commands: 'Commands',
  nothing: 'Nothing matches. Try another word, such as “leads”.',
  found: (amount: number) => count(amount, { other: '# found' }),
};
