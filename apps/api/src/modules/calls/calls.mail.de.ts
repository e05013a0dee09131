import type { en } from './calls.mail.en.ts';

export const de: typeof en = {
  /** Why a call is off whose payment was taken back, in the words of its guest. */
  takenBack: 'Die Zahlung für dieses Gespräch wurde zurückgenommen.',
  when: (day, zone) => `${day} Uhr, ${zone}`,
  where: (place) => `So treffen Sie sich: ${place}`,
  change: 'Verlegen oder absagen',
  view: 'Ihr Gespräch ansehen',
  bookAnew: 'Eine andere Zeit wählen',
  toTeam: 'Ihre Gespräche öffnen',
  reason: (reason) => `Der Grund: ${reason}`,
  answers: (lines) => `Die Antworten:\n${lines}`,
  text: ({ site, call, when }, url) =>
    `${site}: ${call}, ${when}. Ansehen oder ändern: ${url} Mit der Antwort STOP kommen keine mehr.`,
  guest: {
    requested: {
      subject: ({ call }) => `Ihre Anfrage ist da: ${call}`,
      heading: ({ guest }) => `Danke, ${guest}`,
      text: ({ host }) =>
        `${host} bestätigt diese Zeit noch. Dann bekommen Sie eine weitere E-Mail; bis dahin bleibt sie für Sie frei.`,
    },
    booked: {
      subject: ({ call, host }) => `Gebucht: ${call} mit ${host}`,
      heading: ({ guest }) => `Ihr Gespräch ist gebucht, ${guest}`,
      text: ({ host }) => `Sie sprechen mit ${host}. Der Eintrag für Ihren Kalender liegt dieser E-Mail bei.`,
    },
    rescheduled: {
      subject: ({ call }) => `Neue Zeit: ${call}`,
      heading: ({ guest }) => `Ihr Gespräch hat eine neue Zeit, ${guest}`,
      text: ({ host }) => `Sie sprechen jetzt zu dieser Zeit mit ${host}. Ihr Kalender verschiebt den Eintrag.`,
    },
    reassigned: {
      subject: ({ call, host }) => `Sie sprechen mit ${host}: ${call}`,
      heading: ({ guest }) => `Jemand anders übernimmt Ihr Gespräch, ${guest}`,
      text: ({ host }) => `Sie sprechen mit ${host}. Die Zeit bleibt, wie sie ist.`,
    },
    cancelled: {
      subject: ({ call }) => `Abgesagt: ${call}`,
      heading: ({ guest }) => `Ihr Gespräch findet nicht statt, ${guest}`,
      text: () => 'Sie können jederzeit eine andere Zeit wählen.',
    },
    reminder: {
      subject: ({ call }) => `Bald: ${call}`,
      heading: ({ guest }) => `Ihr Gespräch steht bevor, ${guest}`,
      text: ({ host }) => `Sie sprechen mit ${host}.`,
    },
    why: (promoter) => `Sie bekommen diese Nachricht, weil Sie ein Gespräch mit ${promoter} gebucht haben.`,
  },
  host: {
    requested: {
      subject: ({ guest }) => `${guest} bittet um ein Gespräch`,
      heading: ({ guest }) => `${guest} wartet auf Ihre Zusage`,
      text: ({ call }) => `${call}. Die Zeit bleibt frei, bis Sie zu- oder absagen.`,
    },
    booked: {
      subject: ({ guest }) => `Neues Gespräch: ${guest}`,
      heading: ({ guest }) => `${guest} hat ein Gespräch mit Ihnen gebucht`,
      text: ({ call }) => `Es geht um: ${call}`,
    },
    rescheduled: {
      subject: ({ guest }) => `Neue Zeit: Gespräch mit ${guest}`,
      heading: ({ guest }) => `Ihr Gespräch mit ${guest} hat eine neue Zeit`,
      text: ({ call }) => `Es geht um: ${call}`,
    },
    reassigned: {
      subject: ({ guest }) => `Jetzt Ihres: Gespräch mit ${guest}`,
      heading: ({ guest }) => `Sie übernehmen das Gespräch mit ${guest}`,
      text: ({ call }) => `Es geht um: ${call}`,
    },
    former: {
      subject: ({ guest }) => `Nicht mehr Ihres: Gespräch mit ${guest}`,
      heading: ({ host }) => `${host} übernimmt dieses Gespräch`,
      text: ({ guest, call }) => `${call} mit ${guest}. Ihr Kalender nimmt den Eintrag heraus.`,
    },
    cancelled: {
      subject: ({ guest }) => `Abgesagt: Gespräch mit ${guest}`,
      heading: ({ guest }) => `Das Gespräch mit ${guest} findet nicht statt`,
      text: ({ call }) => `Es geht um: ${call}`,
    },
    reminder: {
      subject: ({ guest }) => `Bald: Gespräch mit ${guest}`,
      heading: ({ guest }) => `Ihr Gespräch mit ${guest} steht bevor`,
      text: ({ call }) => `Es geht um: ${call}`,
    },
    why: (site) => `Sie bekommen diese Nachricht, weil Sie für ${site} Gespräche führen.`,
  },
};
