export const en = {
  subject: 'Your reminders and news are paused',
  body: (name: string) =>
    `Hello ${name}, too many mails of your site came back or were reported as unwanted, so reminders, follow-ups and news wait. Confirmations and links into the room go out as before.`,
  next: 'Please look at where your list comes from. We look into it, and nothing that waits is lost.',
  open: 'See what came back',
  why: (site: string) => `You get this because you own ${site}.`,
};
