import type { en } from './registration-texts.en.ts';

const de: typeof en = {
  title: 'Anmeldung',
  loading: 'Was geschickt wurde, wird geladen',
  failed: 'Was geschickt wurde, konnte nicht geladen werden',
  sendAgain: 'E‑Mail noch einmal schicken',
  sentAgain: 'Die E‑Mail zur Anmeldung ist noch einmal unterwegs',
  notSentAgain: 'Die E‑Mail wurde nicht geschickt',
  nothing: 'Es wurde kein Formular geschickt: Der Kontakt kam mit einer Datei, oder bevor Formulare aufgehoben wurden.',
  confirmed: (when) => `Adresse bestätigt ${when}`,
  unconfirmed: 'Adresse noch nicht bestätigt',
  firstCame: 'Kam zuerst',
  came: 'Kam',
  from: (source) => `von ${source}`,
  onDay: (when) => `am ${when}`,
  noDate: 'Es war keine Masterclass geplant',
  byMail: 'Zustimmung auf der Seite der eigenen E-Mails',
  wants: 'Soll beantwortet werden',
  answered: (when) => `Beantwortet ${when}`,
  ticked: 'Ja',
  told: (amount) => (amount === 1 ? 'Was gesagt wurde' : 'Was gesagt wurde und wozu zugestimmt wurde'),
  kinds: { notice: 'Wurde gesagt', consent: 'Zugestimmt' },
  leftAlone: 'Nicht angekreuzt',
  version: (version) => `Fassung ${version}`,
  page: (page) => `Auf ${page}`,
  network: (network) => `Aus dem Netz ${network}`,
};
export default de;
