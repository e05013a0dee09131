import { count } from '../../i18n/index.ts';

export const en = {
  title: 'What happened',
  kinds: {
    'went-live': () => 'Went live',
    ended: () => 'Ended',
    'recording-started': () => 'Recording started',
    'recording-paused': () => 'Recording paused',
    'recording-resumed': () => 'Recording resumed',
    'recording-stopped': () => 'Recording stopped',
    speech: (text: string, name: string) => `${name}: “${text}”`,
    'poll-opened': (text: string) => `Poll opened: ${text}`,
    'poll-closed': (text: string) => `Poll closed: ${text}`,
    'offer-shown': (text: string) => `Offer shown: ${text}`,
    'offer-ended': (text: string) => `Offer over: ${text}`,
    'question-answered': (text: string) => `Question answered: ${text}`,
    'chat-burst': () => 'Many wrote at once',
    'order-paid': (text: string) => `Sold: ${text}`,
  },
  messages: (messages: number) => count(messages, { one: '# message', other: '# messages' }),
  answers: (people: number) => count(people, { one: '# person answered', other: '# people answered' }),
  left: (people: number) =>
    count(people, { one: '# person left within a minute', other: '# people left within a minute' }),
  /** After where many left: what had happened just before. */
  after: (time: string, what: string) => `${time} after: ${what}`,
  at: (what: string) => `At: ${what}`,
};
