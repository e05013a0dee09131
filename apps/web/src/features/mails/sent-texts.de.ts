import type { en } from './sent-texts.en.ts';

const de: typeof en = {
  list: 'E-Mails an Ihre Leute',
  loading: 'Die E-Mails werden geladen',
  filters: 'Welche E-Mails',
  status: 'Was aus ihr wurde',
  anyStatus: 'Jeder Stand',
  topic: 'Worum es geht',
  anyTopic: 'Jedes Thema',
  address: 'Adresse',
  addressHint: 'Eine ganze E-Mail-Adresse',
  empty: 'Noch ging keine E-Mail hinaus',
  emptyHint:
    'Bestätigungen, Erinnerungen und alles andere, was Ihre Leute bekommen, steht dann hier, und was daraus wurde.',
  noneFound: 'Keine solche E-Mail',
  noneFoundHint: 'Nichts passt zu dem, was Sie suchen.',
  showAll: 'Alle zeigen',
  measuring: 'Geöffnet und angeklickt',
  measuringHint:
    'Aus, bis Sie es anders entscheiden: In vielen Ländern müssen Leute es wissen oder zustimmen, bevor gemessen wird, was sie lesen. Notwendige E-Mails werden nie gemessen.',
  measuringChoice: { off: 'Wird nicht gemessen', clicks: 'Klicks auf Links', 'opens-and-clicks': 'Klicks und Öffnen' },
  measuringSaved: 'E-Mails, die von jetzt an hinausgehen, folgen dem.',
  measuringFailed: 'Das hat nicht geklappt.',
};
export default de;
