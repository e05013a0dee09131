export const en = {
  onAirNow: 'On air now',
  /** `zone` is the host's, by name. */
  until: (time: string, zone: string) => `Until ${time}, ${zone}`,
  fromTo: (from: string, to: string, zone: string) => `${from} to ${to}, ${zone}`,
  addToCalendar: 'Add to calendar',
  calendarNote: 'Your personal link to join is in your mailbox.',
};
