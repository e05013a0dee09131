import { count } from '../../i18n/index.ts';
import type { en } from './moment-texts.en.ts';

const de: typeof en = {
  title: 'Was geschah',
  kinds: {
    'went-live': () => 'Live gegangen',
    ended: () => 'Beendet',
    'recording-started': () => 'Aufzeichnung begonnen',
    'recording-paused': () => 'Aufzeichnung angehalten',
    'recording-resumed': () => 'Aufzeichnung fortgesetzt',
    'recording-stopped': () => 'Aufzeichnung beendet',
    speech: (text, name) => `${name}: „${text}“`,
    'poll-opened': (text) => `Umfrage geöffnet: ${text}`,
    'poll-closed': (text) => `Umfrage geschlossen: ${text}`,
    'offer-shown': (text) => `Angebot gezeigt: ${text}`,
    'offer-ended': (text) => `Angebot vorbei: ${text}`,
    'question-answered': (text) => `Frage beantwortet: ${text}`,
    'chat-burst': () => 'Viele haben zugleich geschrieben',
    'order-paid': (text) => `Verkauft: ${text}`,
  },
  messages: (messages) => count(messages, { one: '# Nachricht', other: '# Nachrichten' }),
  answers: (people) => count(people, { one: '# Person hat geantwortet', other: '# Personen haben geantwortet' }),
  left: (people) =>
    count(people, {
      one: '# Person ist innerhalb einer Minute gegangen',
      other: '# Personen sind innerhalb einer Minute gegangen',
    }),
  after: (time, what) => `${time} nach: ${what}`,
  at: (what) => `Bei: ${what}`,
};
export default de;
