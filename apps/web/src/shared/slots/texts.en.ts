export const en = {
  days: 'Days with free times',
  earlier: 'Month before',
  later: 'Month after',
  zone: 'Time zone',
  times: (day: string) => `Free times on ${day}`,
  free: (count: number) => (count === 1 ? '1 free time' : `${count} free times`),
  noneThisMonth: 'Nothing is free this month.',
  toNext: 'See the next one',
  morning: 'Morning',
  afternoon: 'Afternoon',
  evening: 'Evening',
  loading: 'Looking for free times',
};
