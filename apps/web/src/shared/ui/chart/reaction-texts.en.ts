import { count } from '../../i18n/index.ts';

export const en = {
  title: 'Reactions',
  label: 'Reactions over time',
  none: 'No reactions yet',
  nobody: 'Nobody reacted.',
  total: (amount: number) => count(amount, { one: '# reaction', other: '# reactions' }),
  names: { like: 'Like', heart: 'Heart', laugh: 'Laugh', surprise: 'Surprise', celebrate: 'Celebrate' },
  asTable: 'As a table',
  table: 'Reactions by minute',
  minute: 'Minute',
};
