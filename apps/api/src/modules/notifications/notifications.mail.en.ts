export const en = {
  lead: (lead: string) => `Lead: ${lead}`,
  assigned: (lead: string) => `${lead} is your lead now`,
  due: (lead: string, at: string) => `${lead} waits for your first answer, until ${at}`,
  overdue: (lead: string, member: string) => `${lead} has had no answer from ${member}, and the limit is over`,
  taken: (lead: string) => `${lead} went to another member, because nobody had answered`,
  digest: (count: string, site: string) => `${count} notifications from ${site}`,
  digestIntro: (member: string, site: string) => `Hello ${member}, this happened on ${site}:`,
  more: (count: string) => `And ${count} more.`,
  hello: (member: string) => `Hello ${member},`,
  open: 'Open the dashboard',
  openLead: 'Open the lead',
  why: 'You get this because you work on this site. Choose what you are told under Notifications in your dashboard.',
};
