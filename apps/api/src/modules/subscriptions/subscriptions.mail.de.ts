import type { en } from './subscriptions.mail.en.ts';

export const de: typeof en = {
  letters: {
    'trial-ends': (site, { day, plan, isPaidLater }) => ({
      subject: `Ihre Testzeit für ${plan} endet am ${day}`,
      heading: `Ihre Testzeit endet am ${day}`,
      paragraphs: isPaidLater
        ? [`${site} läuft danach mit dem Tarif ${plan} weiter. An diesem Tag wird zum ersten Mal abgebucht.`]
        : [
            `Um ${plan} für ${site} zu behalten, wählen Sie bis dahin eine Zahlungsart. Sonst läuft die Seite mit dem kostenlosen Tarif weiter.`,
          ],
      action: 'Tarif ansehen',
    }),
    'trial-ended': (site, { plan }) => ({
      subject: `Ihre Testzeit für ${plan} ist vorbei`,
      heading: 'Ihre Testzeit ist vorbei',
      paragraphs: [`${site} hat jetzt den kostenlosen Tarif. Von dem, was Sie gemacht haben, geht nichts verloren.`],
      action: 'Tarif wählen',
    }),
    began: (site, { plan }) => ({
      subject: `${site} hat den Tarif ${plan}`,
      heading: `Ihr Tarif ist ${plan}`,
      paragraphs: [
        'Rechnungen und Verbrauch stehen in Ihrem Dashboard. Dort können Sie den Tarif auch ändern oder kündigen.',
      ],
      action: 'Tarif und Abrechnung öffnen',
    }),
    past_due: (site, { day }) => ({
      subject: `Eine Zahlung für ${site} ist nicht durchgegangen`,
      heading: 'Eine Zahlung ist nicht durchgegangen',
      paragraphs: [
        'Bitte prüfen Sie die Karte oder geben Sie eine andere an. Bis dahin funktioniert alles wie bisher.',
        `Wenn bis zum ${day} nicht gezahlt ist, wird die Seite eingeschränkt.`,
      ],
      action: 'Zahlung in Ordnung bringen',
    }),
    grace: (site, { day }) => ({
      subject: `${site} wird am ${day} eingeschränkt`,
      heading: `Noch nicht bezahlt: ab ${day} eingeschränkt`,
      paragraphs: [
        'Ihre Karte wurde noch einmal versucht, ohne Erfolg.',
        'Auf einer eingeschränkten Seite können Sie nichts planen, niemanden einladen und keine Neuigkeiten verschicken. Was geplant und verkauft ist, findet statt.',
      ],
      action: 'Zahlung in Ordnung bringen',
    }),
    restricted: (site) => ({
      subject: `${site} ist eingeschränkt`,
      heading: 'Die Seite ist eingeschränkt',
      paragraphs: [
        'Was geplant und verkauft ist, findet statt, und Sie können alles lesen und exportieren. Neue Pläne, Einladungen und Neuigkeiten warten.',
        'Sobald gezahlt ist, ist alles wieder offen. Sie können den Tarif auch kündigen und mit dem kostenlosen weitermachen.',
      ],
      action: 'Zahlung in Ordnung bringen',
    }),
    ended: (site, { plan }) => ({
      subject: `Der Tarif ${plan} von ${site} ist beendet`,
      heading: `Der Tarif ${plan} ist beendet`,
      paragraphs: [`${site} hat jetzt den kostenlosen Tarif. Von dem, was Sie gemacht haben, geht nichts verloren.`],
      action: 'Tarif und Abrechnung öffnen',
    }),
  },
  why: (site) => `Sie bekommen das, weil Ihnen ${site} gehört.`,
};
