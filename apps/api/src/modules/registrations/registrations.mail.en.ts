export const en = {
  /** `day` as `Thursday, 5 March 2026 at 19:00`; the zone is the host's, because a mail has no reader's zone. */
  when: (day: string, zone: string) => `${day}, ${zone}`,
  unconfirmed: {
    session: (title: string) => `Confirm your place: ${title}`,
    withoutDate: (site: string) => `Confirm your address for ${site}`,
  },
  confirmed: {
    session: (title: string) => `Your place: ${title}`,
    withoutDate: (site: string) => `You are registered with ${site}`,
  },
  oneStep: (firstName: string) => `One step left, ${firstName}`,
  seatIsKept:
    'There are few seats. Yours is kept for a day at most; after that it goes to whoever waits and has confirmed.',
  confirmFirst: 'Confirm your address, and your link into the room follows. Until then we send you nothing else.',
  confirmToStand:
    'Confirm your address to take your place in the line. Before that nobody sees your name there, and you do not count.',
  confirm: 'Confirm my address',
  linkForLater: (url: string) =>
    `For the masterclass itself: this link is yours alone and takes you straight into the room. It confirms your address as well.\n${url}`,
  heading: (firstName: string) => `You are in, ${firstName}`,
  noDateYet: 'The next date is not fixed yet. Keep this mail: your link stays the same.',
  waiting: (position: string) =>
    `Every seat is taken: you are number ${position} on the waitlist. As soon as a seat is yours, you get another mail.`,
  placeIsHere: (url: string) => `Your place in the line:\n${url}`,
  linkIsYours: 'This link is yours alone and takes you straight into the room:',
  join: 'Join the masterclass',
  why: (promoter: string) =>
    `You get this because this address was registered with ${promoter}. If that was not you, ignore it.`,
};
