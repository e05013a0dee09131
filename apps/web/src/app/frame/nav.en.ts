interface NavText {
  readonly label: string;
  /** Where the label does not fit. */
  readonly shortLabel?: string;
  /** Other words by which people look for it in the command palette. */
  readonly keywords: string;
}
const destinations = {
  today: { label: 'Today', keywords: 'home overview numbers start' },
  leads: { label: 'Leads', keywords: 'contacts people pipeline registrations' },
  calls: { label: 'Calls', keywords: 'appointments booking calendar availability hours slots schedule' },
  sessions: { label: 'Masterclasses', shortLabel: 'Classes', keywords: 'sessions events webinars live room' },
  followUp: {
    label: 'After the event',
    shortLabel: 'Follow-up',
    keywords: 'follow-up engagement score attendees import csv zoom mails ai webinar',
  },
  analytics: {
    label: 'Statistics',
    keywords: 'analytics numbers visitors conversion funnel charts report export',
  },
  money: { label: 'Money', keywords: 'invoices payments receipts credit notes tax seller revenue' },
  assignment: {
    label: 'Assignment',
    shortLabel: 'Assign',
    keywords: 'leads round robin rules queue reps capacity',
  },
  automations: {
    label: 'Automations',
    shortLabel: 'Rules',
    keywords: 'rules workflows triggers follow-up reminders automatic',
  },
  mails: { label: 'E-mails', keywords: 'mails templates reminders follow-up sequence newsletter sender' },
  team: { label: 'Team', keywords: 'members reps hosts' },
  site: {
    label: 'Your site',
    shortLabel: 'Site',
    keywords: 'brand colours logo texts settings customise page',
  },
  billing: {
    label: 'Plan and billing',
    shortLabel: 'Plan',
    keywords: 'subscription upgrade credits usage invoices card trial cancel',
  },
  domains: { label: 'Domains', keywords: 'domain dns certificate tls https address host cname' },
  template: { label: 'Template', keywords: 'template update version merge snapshot' },
  templates: { label: 'Templates', keywords: 'snapshots versions publish begin' },
  isolation: { label: 'Isolation', keywords: 'canary status leak tenants security' },
  tenants: { label: 'Sites', keywords: 'tenants promoters suspend' },
  audit: { label: 'Audit log', shortLabel: 'Log', keywords: 'history changes who did what security' },
  brandPolicy: { label: 'Brand policy', shortLabel: 'Brand', keywords: 'lock guideline trade mark disclaimer colours' },
  salesTax: { label: 'Sales tax', shortLabel: 'Tax', keywords: 'vat invoices plans seller rates reverse charge' },
  broadcasts: { label: 'Notices', keywords: 'broadcast announcements tell owners' },
  pausedMail: { label: 'Paused mail', keywords: 'bounces complaints reputation sending' },
  abuse: { label: 'Reports', keywords: 'abuse complaints queue' },
  platformAudit: { label: 'Audit log', shortLabel: 'Log', keywords: 'history changes who did what security' },
  mail: { label: 'Mail', keywords: 'mailbox messages letters' },
  admins: {
    label: 'Administrators',
    shortLabel: 'Admins',
    keywords: 'roles permissions support owner invite',
  },
};
export type Destination = keyof typeof destinations;
const named: Readonly<Record<Destination, NavText>> = destinations;

export const en = {
  destinations: named,
  /** Before the keywords of a destination. */
  goToKeywords: 'go to open',
  commands: {
    light: { label: 'Light appearance', keywords: 'theme mode bright' },
    dark: { label: 'Dark appearance', keywords: 'theme mode night' },
    system: { label: 'Appearance like this device', keywords: 'theme mode system' },
    logOut: { label: 'Log out', keywords: 'sign out leave exit' },
    plan: { label: 'Plan a masterclass', keywords: 'new create add session event date' },
    security: { label: 'Security', keywords: 'password second factor passkey account log-in two-step' },
    view: { label: 'View your site', keywords: 'open landing page public' },
  },
};
