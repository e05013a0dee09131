export const en = {
  list: 'Mails to your people',
  loading: 'The mails are being loaded',
  filters: 'Which mails',
  status: 'What became of it',
  anyStatus: 'Every state',
  topic: 'What it is about',
  anyTopic: 'Every topic',
  address: 'Address',
  addressHint: 'A whole e-mail address',
  empty: 'No mail has gone out yet',
  emptyHint:
    'Confirmations, reminders and everything else that your people get will stand here, with what became of it.',
  noneFound: 'No such mail',
  noneFoundHint: 'Nothing fits what you are looking for.',
  showAll: 'Show all',
};
