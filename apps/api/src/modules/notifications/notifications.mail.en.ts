export const en = {
  lead: (lead: string) => `Lead: ${lead}`,
  assigned: (lead: string) => `${lead} is your lead now`,
  due: (lead: string, at: string) => `${lead} waits for your first answer, until ${at}`,
  overdue: (lead: string, member: string) => `${lead} has had no answer from ${member}, and the limit is over`,
  taken: (lead: string) => `${lead} went to another member, because nobody had answered`,
  importEnded: {
    done: (file: string) => `The import of ${file} is done`,
    failed: (file: string) => `The import of ${file} broke off`,
    'check-failed': (file: string) => `${file} could not be checked`,
  },
  importDetail: {
    done: (imported: string, wrong: string) =>
      `Rows that are imported: ${imported}. Rows that were left out: ${wrong}.`,
    failed: (written: string, rows: string) =>
      `${written} of ${rows} rows are written, and they stay. The fault is ours and not your file's. Open the import to go on with the rest; nothing is written twice.`,
    'check-failed': () =>
      "Nothing was written. The fault is ours and not your file's. Open the import to have it checked once more.",
  },
  openImport: 'Open the import',
  digest: (count: string, site: string) => `${count} notifications from ${site}`,
  digestIntro: (member: string, site: string) => `Hello ${member}, this happened on ${site}:`,
  more: (count: string) => `And ${count} more.`,
  hello: (member: string) => `Hello ${member},`,
  open: 'Open the dashboard',
  openLead: 'Open the lead',
  why: 'You get this because you work on this site. Choose what you are told under Notifications in your dashboard.',
};
