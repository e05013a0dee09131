import type { en } from './texts.en.ts';

const de: typeof en = {
  waitingTitle: 'Noch ein Schritt, {name}',
  waitingText:
    'Bestätigen Sie Ihre Adresse, dann nehmen Sie Ihren Platz in der Reihe ein. Dort stehen Sie als „{shown}“; niemand sieht Ihren vollen Namen oder Ihre Adresse.',
  confirm: 'Bestätigen und Platz einnehmen',
  lostTitle: 'Dieser Link führt zu keinem Platz',
  lostText:
    'Vielleicht wurde er in Ihrer E-Mail abgeschnitten, oder er gehört zu einer anderen Seite. Öffnen Sie den Link aus der E-Mail noch einmal, oder melden Sie sich erneut an: Dieselbe E-Mail kommt dann noch einmal.',
  toRegister: 'Zur Anmeldung',
  standingTitle: 'Sie stehen in der Reihe, {name}',
  standingText: 'Ihre Adresse ist bestätigt.',
  yourPosition: 'Ihr Platz',
  joinRoom: 'Zum Raum',
};
export default de;
