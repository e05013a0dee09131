import type { en } from './texts.en.ts';

const de: typeof en = {
  onAirNow: 'Gerade auf Sendung',
  until: (time, zone) => `Bis ${time} Uhr, ${zone}`,
  fromTo: (from, to, zone) => `${from} bis ${to} Uhr, ${zone}`,
  addToCalendar: 'In den Kalender',
  terms: {
    lobby: 'Die Lobby ist offen: Öffnen Sie den Raum mit Ihrem persönlichen Link.',
    live: 'Sie sind angemeldet? Öffnen Sie den Raum mit Ihrem persönlichen Link.',
    moved: (day, time, zone) => `Das ist ein neuer Termin. Vorher: ${day}, ${time} Uhr, ${zone}`,
    host: (name) => `Mit ${name}`,
    seatsLeft: (amount, shown) => (amount === 1 ? 'Ein Platz ist noch frei' : `${shown} Plätze sind noch frei`),
    full: 'Alle Plätze sind vergeben. Sie können auf die Warteliste kommen.',
    paid: (price) => `Kostet ${price}. Die Anmeldung ist kostenlos; um die Zahlung bitten wir später.`,
    deposit: (price, deposit) =>
      `Kostet ${price}, davon ${deposit} als Anzahlung. Die Anmeldung ist kostenlos; um die Zahlung bitten wir später.`,
    offer: (price) => `Die Teilnahme ist kostenlos. Im Raum gibt es ein Angebot für ${price}.`,
  },
  past: {
    when: (day, time, zone) => `${day}, ${time} Uhr, ${zone}`,
    titles: {
      cancelled: (title) => `Abgesagt: ${title}`,
      ended: (title) => `Vorbei: ${title}`,
      replay: (title) => `Noch einmal zu sehen: ${title}`,
      closed: (title) => `Geschlossen: ${title}`,
    },
    texts: {
      cancelled: 'Dieser Termin findet nicht statt. Alle Angemeldeten haben eine Nachricht bekommen.',
      ended: 'Diese Masterclass ist vorbei. Melden Sie sich an, um vom nächsten Termin zu erfahren.',
      replay: 'Diese Masterclass ist vorbei. Wer angemeldet war, sieht die Aufzeichnung mit dem persönlichen Link.',
      closed: 'Diese Masterclass ist vorbei, und die Aufzeichnung wird nicht mehr gezeigt.',
    },
    reason: (reason) => `Der Grund: ${reason}`,
  },
  liveMasterclass: 'Live-Masterclass',
  hostedLiveBy: 'Live mit',
  liveNow: 'Jetzt live',
  whatYouGet: 'Was Sie mitnehmen',
  about: 'Um was es geht',
  whatOthersSay: 'Was andere sagen',
  yourHost: 'Wer durch die Masterclass führt',
  agenda: 'Ablauf',
  minutes: (amount) => `${amount} Min.`,
  questions: 'Fragen und Antworten',
  startsIn: 'Es beginnt in',
  play: 'Abspielen',
  playFrom: (company) => `Wird von ${company} abgespielt`,
  openVideo: 'Öffnet das Video in einem neuen Tab',
  teamLogIn: 'Team-Login',
  report: 'Diese Seite melden',
  calendarNote: 'Ihr persönlicher Link zur Teilnahme ist in Ihrem Postfach.',
};
export default de;
