import type { en } from './texts.en.ts';

const de: typeof en = {
  fields: {
    firstName: 'Vorname',
    lastName: 'Nachname',
    email: 'E-Mail',
    phone: 'Telefon',
    company: 'Firma',
    question: 'Was soll beantwortet werden?',
  },
  choose: 'Bitte wählen',
  trap: 'Lassen Sie dieses Feld leer',
  lookAgain: 'Bitte sehen Sie sich das noch einmal an:',
  tryAgain: 'Bitte versuchen Sie es noch einmal.',
  failed:
    'Bei uns ist etwas schiefgegangen. Was Sie eingegeben haben, ist noch da: Bitte versuchen Sie es noch einmal.',
  offline:
    'Sie sind anscheinend offline. Was Sie eingegeben haben, ist noch da: Versuchen Sie es noch einmal, sobald Sie wieder online sind.',
  busy: 'Gerade melden sich viele an. Bitte versuchen Sie es gleich noch einmal.',
  busyFor: (seconds) => `Gerade melden sich viele an. Bitte versuchen Sie es in ${seconds} Sekunden noch einmal.`,
  almostIn: 'Fast geschafft, {name}',
  mailComes:
    'Sehen Sie in Ihr Postfach, und bestätigen Sie Ihre Adresse: Damit nehmen Sie Ihren Platz in der Reihe ein.',
  mailComesTo:
    'Bestätigen Sie Ihre Adresse, dann nehmen Sie Ihren Platz in der Reihe ein: Eine Nachricht ist unterwegs an {email}.',
  sendAgain: 'Nichts angekommen? Noch einmal schicken',
  sentAgain: 'Sie ist noch einmal unterwegs. Bitte warten Sie ein paar Minuten.',
  notSentAgain: 'Das hat nicht geklappt. Bitte versuchen Sie es gleich noch einmal.',
  spam: 'Nach ein paar Minuten noch nichts da? Sehen Sie auch im Spam-Ordner nach.',
};
export default de;
