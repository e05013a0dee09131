export const en = {
  ownZone: 'That is your own time zone.',
  forYou: (day: string, time: string, zone: string) => `For you: ${day}, ${time}, ${zone}`,
};
