import {
  defaultBlocks,
  permissionsOfRoles,
  type Locale,
  type MembershipId,
  type RoleRef,
  type SimulationSettings,
  type TenantId,
  type TenantRole,
} from '@stageline/contracts';
import { currentTenantId } from '@stageline/tenancy';
import type { AuditRecord } from '../modules/audit/index.ts';
import type { OutgoingMail } from '../modules/leads/index.ts';
import type { LineSettingsReader } from '../modules/line/index.ts';
import type { Broadcaster } from '../realtime/binding.ts';

/** One broadcast, as a module sent it. */
export interface Told {
  readonly namespace: string;
  readonly room: string;
  readonly event: string;
  readonly payload: any;
}

export interface TeamMember {
  readonly id: MembershipId;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly TenantRole[];
  leaderId?: MembershipId | null;
  locale: Locale;
  rank: number;
  active: boolean;
}

const theme = { primaryColor: '#1e3a8a', secondaryColor: '#f59e0b', typePairing: 'modern' } as const;
const line = {
  displayLimit: 20,
  animationSpeed: 'medium',
  showTimestamps: true,
  highlightNewMembers: true,
  memberDisplayFormat: 'firstNameLastInitial',
  showLeaderboard: true,
} as const;
const profile = {
  siteName: 'Test site',
  promoterName: 'Pat Promoter',
  headline: 'Learn it',
  welcomeMessage: 'Welcome',
  benefits: [],
  socialLinks: {},
};

/** What belongs to modules that the bed does not have: plain values that a test sets and reads. */
export function bedSurroundings() {
  const told: Told[] = [];
  /** Short messages that went out. */
  const sms: { to: string; text: string; tenantId: TenantId }[] = [];
  const mails: (OutgoingMail & { tenantId: TenantId })[] = [];
  const audited: AuditRecord[] = [];
  const teams = new Map<TenantId, TeamMember[]>();
  /** Sites that do not say how many stand in their line. */
  const withoutTotals = new Set<TenantId>();
  /** What a site's owner has set otherwise about the line. */
  const lineChanges = new Map<TenantId, Partial<Awaited<ReturnType<LineSettingsReader['lineSettings']>>>>();
  /** Demo sites whose members are simulated. */
  const simulations = new Map<TenantId, SimulationSettings>();
  const broadcaster: Broadcaster = {
    tell: (namespace, room, event, payload) => void told.push({ namespace, room, event, payload }),
    disconnectRoom: () => undefined,
    disconnectTenant: () => undefined,
  };
  const team = () => teams.get(currentTenantId()) ?? [];

  const members = {
    all: async () => team(),
    permissionsOf: async (roles: readonly RoleRef[]) => permissionsOfRoles(roles),
    find: async (id: MembershipId) => team().find((member) => member.id === id) ?? null,
    recipient: async (id: MembershipId) => team().find((member) => member.id === id) ?? null,
    ledBy: async (id: MembershipId) => team().flatMap((member) => (member.leaderId === id ? [member.id] : [])),
    owners: async () => team().filter(({ roles }) => roles.includes('owner')),
  };
  const sites = {
    siteFacts: async () => ({
      tenantId: currentTenantId(),
      ...profile,
      primaryColor: theme.primaryColor,
      url: 'http://site.localhost:3000',
    }),
  };
  const mailer = {
    send: async (mail: OutgoingMail) => void mails.push({ ...mail, tenantId: currentTenantId() }),
    sendSms: async (message: { to: string; text: string }) =>
      void sms.push({ ...message, tenantId: currentTenantId() }),
  };
  const audit = {
    record: async (entry: AuditRecord) => void audited.push(entry),
    recordFor: async (_tenantId: TenantId, entry: AuditRecord) => void audited.push(entry),
    recordForPlatform: async (entry: AuditRecord) => void audited.push(entry),
  };
  const settings = {
    lineSettings: async () => ({
      ...line,
      ...lineChanges.get(currentTenantId()),
      showTotal: !withoutTotals.has(currentTenantId()),
    }),
  };
  const site = {
    getPublicView: async ({ slug }: { slug: string }) => ({
      slug,
      theme,
      profile,
      line,
      logoUrl: null,
      plainLogoUrl: null,
      iconUrl: null,
      background: null,
      videos: [],
      blocks: defaultBlocks(),
      styleUrl: null,
      disclaimers: [],
      settings: {
        enableEmailNotifications: true,
        enableLeaderboard: true,
        showRealTimeCounts: !withoutTotals.has(currentTenantId()),
      },
      nextSession: null,
    }),
  };
  return {
    told,
    sms,
    mails,
    audited,
    teams,
    withoutTotals,
    lineChanges,
    simulations,
    broadcaster,
    members,
    sites,
    mailer,
    audit,
    settings,
    site,
  };
}
