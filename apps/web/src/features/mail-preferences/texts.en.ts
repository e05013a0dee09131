export const en = {
  title: (site: string) => `Mails from ${site}`,
  lead: 'Choose what you want to get. Every choice holds at once.',
  done: {
    stop: 'Saved. You will not get these mails any more.',
    allow: 'Saved. You will get these mails again.',
    agree: 'Saved. You agreed, and will get the news.',
  },
  topics: {
    reminders: { name: 'Reminders', about: 'Before a masterclass that you registered for.' },
    'follow-ups': { name: 'Follow-ups', about: 'After a masterclass: the replay, answers, what was offered.' },
    news: { name: 'News', about: 'New masterclasses and other things worth knowing.' },
  },
  state: { on: 'You get these', off: 'Stopped', unasked: 'You have not agreed to these yet' },
  agree: 'I agree',
  agreeOne: (topic: string) => `I agree, and want to get: ${topic}`,
  stopOne: (topic: string) => `Stop: ${topic}`,
  allowOne: (topic: string) => `Get again: ${topic}`,
  stopThese: (topic: string) => `Stop “${topic}”`,
  stopTheseText: 'The mail that brought you here is one of these. One press and they end.',
  stop: 'Stop',
  allow: 'Get again',
  all: 'Everything at once',
  stopAll: 'Stop everything that can be stopped',
  allowAll: 'Get everything again',
  allStopped: 'You get none of these mails.',
  necessary:
    'What you are owed still reaches you: confirmations, your link into the room, invoices, receipts and mails about your account.',
  unreachable:
    'Our mails to this address came back, so nothing is sent to it at the moment. Register again with another address, or write to whoever runs the site.',
  back: 'Go to the site',
};
