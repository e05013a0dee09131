export const en = {
  region: 'Notices',
  dismiss: (title: string) => `Put away: ${title}`,
  more: 'Read more',
  less: 'Show less',
};
