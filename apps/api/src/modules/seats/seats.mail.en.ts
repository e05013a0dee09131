export const en = {
  /** `day` as `Thursday, 5 March 2026 at 19:00`; the zone is the host's, because a mail has no reader's zone. */
  when: (day: string, zone: string) => `${day}, ${zone}`,
  join: 'Open the room',
  promoted: {
    subject: (title: string) => `You have a seat: ${title}`,
    heading: (firstName: string) => `A seat is yours, ${firstName}`,
    giveUp: (url: string) => `Can you not make it? Give the seat up, and whoever waits longest gets it:\n${url}`,
  },
  rescheduled: {
    subject: (title: string) => `New time: ${title}`,
    heading: (firstName: string) => `There is a new time, ${firstName}`,
    now: (when: string) => `Now: ${when}`,
    before: (when: string) => `Before: ${when}`,
    linkStays: 'You stay registered, and your personal link stays the same.',
  },
  cancelled: {
    subject: (title: string) => `Cancelled: ${title}`,
    heading: (firstName: string) => `This one will not take place, ${firstName}`,
    was: (when: string) => `Was planned for: ${when}`,
    reason: (reason: string) => `The reason: ${reason}`,
    linkStays: 'Keep your personal link: it opens the next masterclass that you register for.',
    place: 'To your page',
  },
  why: (promoter: string) => `You get this because you are registered for this masterclass with ${promoter}.`,
};
