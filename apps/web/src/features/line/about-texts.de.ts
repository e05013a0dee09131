import type { en } from './about-texts.en.ts';

const de: typeof en = {
  link: 'Wie diese Zahlen zustande kommen',
  leaderboard: 'Wer am meisten einlädt',
  invited: (amount, shown) => `${shown} ${amount === 1 ? 'Person' : 'Personen'}`,
  hidden: 'Ohne Namen',
  disclosureTitle: 'Zum Verdienst',
  disclosure:
    'Wie viele Menschen jemand einlädt, sagt nichts darüber, was er verdient. Niemandem wird ein Einkommen versprochen; Ergebnisse hängen von der Person, ihrer Arbeit und ihrem Markt ab.',
  title: 'Was diese Reihe zeigt',
  lead: 'Jeder Eintrag steht für einen Menschen, der seine Adresse bestätigt hat. Hier steht, was jede Zahl zählt.',
  back: 'Zurück zur Seite',
  numbersTitle: 'Die Zahlen',
  standing: 'In der Reihe',
  standingText:
    'Menschen, die sich angemeldet, ihre Adresse über den Link in ihrer E-Mail bestätigt und die Reihe nicht verlassen haben.',
  byInvitation: 'Kamen über eine Einladung',
  byInvitationText:
    'Wer von ihnen sich über den persönlichen Link eines anderen angemeldet hat. Der eigene zählt nicht.',
  gone: 'Haben sie verlassen',
  goneText: 'Ihre Plätze bleiben leer, damit alle anderen ihren behalten. Sie zählen in keiner anderen Zahl.',
  notTold: 'Diese Seite sagt nicht, wie viele in ihrer Reihe stehen.',
  position: 'Ein Platz',
  positionText:
    'Die Reihenfolge, in der Menschen ihre Adresse bestätigt haben. Er wird einmal vergeben und ändert sich nie.',
  simulation: 'Simulierte Mitglieder',
  none: 'Keine',
  noneText: 'Nichts in dieser Reihe ist ausgedacht. Die Plattform lässt simulierte Mitglieder nur in Vorführungen zu.',
  some: 'Getrennt gezeigt',
  someText:
    'Das ist eine Vorführung. Simulierte Mitglieder stehen getrennt von der Reihe, sind gekennzeichnet und zählen in keiner Zahl.',
  activityTitle: 'Was zuletzt geschah',
  activityText: 'Gelesen aus dem, was das Ereignis selbst hinterlassen hat; niemand kann hier einen Eintrag schreiben.',
  happened: {
    joined: 'hat den Platz eingenommen',
    attended: 'war in der Masterclass',
    enrolled: 'hat sich eingeschrieben',
  },
  proof: {
    joined: 'Adresse bestätigt',
    attended: 'Im Raum gesehen',
    enrolled: 'Vom Team vermerkt',
  },
  nothing: 'Noch nichts.',
  somebody: 'Jemand',
};
export default de;
