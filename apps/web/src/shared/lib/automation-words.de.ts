import { count } from '../i18n/index.ts';
import type { en } from './automation-words.en.ts';

const de: typeof en = {
  triggers: {
    'stage-entered': 'ein Kontakt in eine Stufe gebracht wird',
    'stage-left': 'ein Kontakt eine Stufe verlässt',
    registered: 'sich jemand anmeldet',
    imported: 'ein Kontakt aus einer Datei kommt, für die Automationen gewählt wurden',
    'place-confirmed': 'jemand seinen Platz in der Reihe bestätigt',
    'attendance-joined': 'jemand in eine Masterclass kommt',
    'attendance-left': 'jemand eine Masterclass verlässt',
    attended: 'jemand eine Weile an einer Masterclass teilgenommen hat',
    'no-show': 'jemand die gebuchte Masterclass verpasst hat',
    'call-booked': 'jemand ein Gespräch bucht',
    'call-cancelled': 'ein Gespräch abgesagt wird',
    'call-missed': 'jemand nicht zum gebuchten Gespräch kommt',
    'invoice-paid': 'eine Rechnung ganz bezahlt ist',
  },
  conditions: {
    stage: 'der Kontakt steht in',
    owner: 'der Kontakt gehört',
    source: 'der Kontakt kam',
    attended: 'die Teilnahme dauerte insgesamt',
    has: 'der Kontakt',
  },
  actions: {
    move: 'Kontakt verschieben',
    assign: 'Kontakt zuweisen',
    mail: 'Dem Kontakt eine E-Mail senden',
    notify: 'Jemandem im Team Bescheid geben',
    wait: 'Warten',
    check: 'Nur weiter, wenn gilt',
  },
  nobody: 'niemandem',
  somebody: 'irgendwem',
  theOwner: 'wer den Kontakt betreut',
  sources: { form: 'über das Formular', invitation: 'über eine Einladung der Reihe', import: 'aus einer Datei' },
  thans: { 'at-least': 'mindestens', less: 'weniger als' },
  has: {
    phone: { yes: 'hat eine Telefonnummer', no: 'hat keine Telefonnummer' },
    company: { yes: 'hat eine Firma', no: 'hat keine Firma' },
    place: { yes: 'hat einen Platz in der Reihe', no: 'hat keinen Platz in der Reihe' },
  },
  duration: {
    minutes: (amount) => count(amount, { one: '# Minute', other: '# Minuten' }),
    hours: (amount) => count(amount, { one: '# Stunde', other: '# Stunden' }),
    days: (amount) => count(amount, { one: '# Tag', other: '# Tage' }),
  },
};
export default de;
