/** What the engine says in English. `title`, `offer` and the like come from the facts. */
export const en = {
  hello: (name: string | null) => (name === null ? 'Hello,' : `Hi ${name},`),
  bye: [
    (promoter: string) => `Best wishes\n${promoter}`,
    (promoter: string) => `Warm regards\n${promoter}`,
    (promoter: string) => `Talk soon\n${promoter}`,
  ],
  subjects: {
    asked: [(title: string) => `Your question in “${title}”`, (title: string) => `About what you asked in “${title}”`],
    hot: [(title: string) => `“${title}”: your next step`, (title: string) => `After “${title}”: how we can go on`],
    warm: [(title: string) => `A thought after “${title}”`, (title: string) => `What I would do next after “${title}”`],
    cool: [(title: string) => `What you may have missed in “${title}”`, (title: string) => `The rest of “${title}”`],
    cold: [(title: string) => `Was “${title}” for you?`, (title: string) => `One short question about “${title}”`],
    noShow: [
      (title: string) => `We missed you at “${title}”`,
      (title: string) => `“${title}”: it went ahead without you`,
    ],
  },
  stayed: [
    (minutes: number, of: number, title: string) => `Thank you for giving “${title}” ${minutes} of its ${of} minutes.`,
    (minutes: number, of: number, title: string) =>
      `You stayed for ${minutes} of the ${of} minutes of “${title}”, and I appreciate that.`,
  ],
  stayedAll: [
    (of: number, title: string) => `Thank you for staying for all ${of} minutes of “${title}”.`,
    (of: number, title: string) => `You were with us for the full ${of} minutes of “${title}”. Thank you for that.`,
  ],
  came: [
    (title: string) => `Thank you for being part of “${title}”.`,
    (title: string) => `It was good to have you in “${title}”.`,
  ],
  leftEarly: [
    (minutes: number, of: number, title: string) =>
      `You were in “${title}” for ${minutes} of its ${of} minutes, so a good part of it is still ahead of you.`,
    (minutes: number, of: number, title: string) =>
      `You had ${minutes} of the ${of} minutes of “${title}” and then, I guess, something else came up.`,
  ],
  lookedIn: [
    (title: string) => `You looked in on “${title}”.`,
    (title: string) => `You had a short look at “${title}”.`,
  ],
  noShow: [
    (title: string) => `You had registered for “${title}” and could not make it. That happens to all of us.`,
    (title: string) => `Your place in “${title}” stayed empty. I hope it was for a good reason.`,
  ],
  asked: [(quote: string) => `You asked: “${quote}”`, (quote: string) => `In the chat you asked: “${quote}”`],
  wrote: [
    (quote: string) => `You wrote: “${quote}” That stayed with me.`,
    (quote: string) => `In the chat you wrote: “${quote}” Thank you for saying it.`,
  ],
  answerSelf: [
    'I do not want to leave that at one line in the chat. Reply to this mail with a sentence about where you stand, and I will answer you personally.',
    'That deserves more than a quick answer. Tell me in a reply what it is about for you, and I will come back to you myself.',
  ],
  answerPrice: (offer: string, price: string) => `The answer in short: ${offer} costs ${price}.`,
  answerReplay: 'The answer in short: yes, here is the recording:',
  answerDeadline: (deadline: string) => `The answer in short: ${deadline}.`,
  offerHot: [
    (offer: string) => `If you want to go on from here, ${offer} is where we do it together.`,
    (offer: string) => `The next step is ${offer}. That is where we put it into practice together.`,
  ],
  offerWarm: [
    (offer: string) => `If it is still on your mind, have a look at ${offer}.`,
    (offer: string) => `For whoever wants to go deeper there is ${offer}.`,
  ],
  offerCool: [
    (offer: string) => `And should you want to know more afterwards: there is ${offer}, too.`,
    (offer: string) => `If it speaks to you, ${offer} is the place to go on.`,
  ],
  price: (price: string) => `The price: ${price}.`,
  deadline: (deadline: string) => `The deadline: ${deadline}.`,
  details: 'Here is everything about it:',
  replay: ['The recording is here, whenever it suits you:', 'You can watch the recording in your own time:'],
  replayRest: ['You can pick up where you left:', 'The recording has the rest:'],
  topic: (topic: string) => `It was about this: ${topic}`,
  askHot: [
    'What would have to be true for you to say yes? Just reply, I read every answer myself.',
    'Is anything still open for you? Reply to this mail, it comes straight to me.',
  ],
  askWarm: [
    'What was the one point that you took with you? I would like to know, just reply.',
    'If something holds you back, tell me. A short reply is enough.',
  ],
  askCool: [
    'Any question about it? Just reply.',
    'If you want, reply and tell me what you came for. I may be able to point you to the right part.',
  ],
  askCold: [
    'Is the subject of interest to you at the moment? A yes or no in reply is enough.',
    'Was it not what you had expected? One line in reply helps me a lot.',
  ],
  askNoShow: [
    'If you would rather talk about it in person, reply to this mail and we will find a time.',
    'Do you still want to know more about it? A short reply is enough.',
  ],
} as const;
