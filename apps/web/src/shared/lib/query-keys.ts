/**
 * Keys of everything that the server owns. A list and an item share their first segment, so one hint of the socket
 * (realtime/hints.ts) reaches all that shows the entity.
 */
export const queryKeys = {
  me: () => ['me'] as const,
  site: () => ['site'] as const,
  siteSettings: () => ['site', 'settings'] as const,
  overview: () => ['overview'] as const,
  leads: () => ['leads'] as const,
  leadList: (filter: Readonly<Record<string, unknown>> = {}) => ['leads', 'list', filter] as const,
  lead: (leadId: string) => ['leads', 'one', leadId] as const,
  members: () => ['members'] as const,
  sessions: () => ['sessions'] as const,
  session: (sessionId: string) => ['sessions', 'one', sessionId] as const,
  attendance: (sessionId: string) => ['sessions', 'attendance', sessionId] as const,
  tenants: () => ['tenants'] as const,
  tenantList: (filter: Readonly<Record<string, unknown>> = {}) => ['tenants', 'list', filter] as const,
  tenant: (tenantId: string) => ['tenants', 'one', tenantId] as const,
  audit: (filter: Readonly<Record<string, unknown>> = {}) => ['audit', filter] as const,
  broadcasts: () => ['broadcasts'] as const,
  notices: () => ['notices'] as const,
  abuseReports: () => ['abuse'] as const,
  abuseList: (state: string) => ['abuse', state] as const,
  supportVisit: () => ['support', 'visit'] as const,
  supportPolicy: () => ['support', 'policy'] as const,
  mail: () => ['mail'] as const,
  mailList: (filter: Readonly<Record<string, unknown>> = {}) => ['mail', 'list', filter] as const,
  mailItem: (mailId: string) => ['mail', 'one', mailId] as const,
};
