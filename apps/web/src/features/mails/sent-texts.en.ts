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
  measuring: 'Opens and clicks',
  measuringHint:
    'Off until you decide otherwise: in many countries people have to be told or to agree before it is measured what they read. Mails that they are owed are never measured.',
  measuringChoice: { off: 'Not measured', clicks: 'Clicks on links', 'opens-and-clicks': 'Clicks and opens' },
  measuringSaved: 'Mails that go out from now on follow this.',
  measuringFailed: 'That did not work.',
};
