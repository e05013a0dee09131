export const en = {
  /** `day` as `Thursday, 5 March 2026 at 19:00`; the zone is the host's, because a mail has no reader's zone. */
  when: (day: string, zone: string) => `${day}, ${zone}`,
  subject: (session: string) => `Your place: ${session}`,
  subjectWithoutDate: (site: string) => `You are registered with ${site}`,
  heading: (firstName: string) => `You are in, ${firstName}`,
  noDateYet: 'The next date is not fixed yet. Keep this mail: your link stays the same.',
  linkIsYours: 'This link is yours alone and takes you straight into the room:',
  join: 'Join the masterclass',
  why: (promoter: string) =>
    `You get this because this address was registered with ${promoter}. If that was not you, ignore it.`,
};
