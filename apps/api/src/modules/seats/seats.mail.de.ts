import type { en } from './seats.mail.en.ts';

export const de: typeof en = {
  when: (day, zone) => `${day} Uhr, ${zone}`,
  join: 'Den Raum öffnen',
  promoted: {
    subject: (title) => `Sie haben einen Platz: ${title}`,
    heading: (firstName) => `Ein Platz ist für Sie frei geworden, ${firstName}`,
    giveUp: (url) => `Sie können doch nicht? Geben Sie den Platz ab; dann bekommt ihn, wer am längsten wartet:\n${url}`,
  },
  rescheduled: {
    subject: (title) => `Neuer Termin: ${title}`,
    heading: (firstName) => `Es gibt einen neuen Termin, ${firstName}`,
    now: (when) => `Jetzt: ${when}`,
    before: (when) => `Vorher: ${when}`,
    linkStays: 'Sie bleiben angemeldet, und Ihr persönlicher Link bleibt derselbe.',
  },
  cancelled: {
    subject: (title) => `Abgesagt: ${title}`,
    heading: (firstName) => `Dieser Termin findet nicht statt, ${firstName}`,
    was: (when) => `Geplant war: ${when}`,
    reason: (reason) => `Der Grund: ${reason}`,
    linkStays: 'Behalten Sie Ihren persönlichen Link: Er öffnet die nächste Masterclass, zu der Sie sich anmelden.',
    place: 'Zu Ihrer Seite',
  },
  why: (promoter) => `Sie bekommen diese Nachricht, weil Sie bei ${promoter} zu dieser Masterclass angemeldet sind.`,
};
