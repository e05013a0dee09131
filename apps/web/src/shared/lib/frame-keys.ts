/** Keys of what every signed-in page shows. Apart from the others, so that what a page opens with does not carry all of them. */
export const frameKeys = {
  me: () => ['me'] as const,
  site: () => ['site'] as const,
  mySites: () => ['my-sites'] as const,
};
