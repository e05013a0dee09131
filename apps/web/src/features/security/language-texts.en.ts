export const en = {
  title: 'Language',
  hint: 'Of these pages, and of the mails that you get from us.',
};
