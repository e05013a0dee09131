export const en = {
  /** `day` as `Thursday, 5 March 2026 at 19:00`; the zone is the host's, because a mail has no reader's zone. */
  when: (day: string, zone: string) => `${day}, ${zone}`,
  noSession: 'Title of the next masterclass',
  noTime: 'Day and time',
};
