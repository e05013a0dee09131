import type { en } from './texts.en.ts';

const de: typeof en = {
  onAirNow: 'Gerade auf Sendung',
  until: (time, zone) => `Bis ${time} Uhr, ${zone}`,
  fromTo: (from, to, zone) => `${from} bis ${to} Uhr, ${zone}`,
  addToCalendar: 'In den Kalender',
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
