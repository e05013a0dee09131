/** The mail that says that something that was bought is open. */
export const en = {
  subject: (title: string) => `Open for you: ${title}`,
  heading: (firstName: string) => `${firstName}, what you ordered is open`,
  text: (title: string) => `You ordered “${title}”. What belongs to it waits on a page of your own.`,
  private: 'The page is yours alone: please do not pass its link on.',
  action: 'See what is yours',
  why: (site: string) => `You get this mail because you ordered from ${site}.`,
};
