import {
  Building2,
  CalendarDays,
  ChartLine,
  CreditCard,
  Flag,
  Globe,
  House,
  LayoutTemplate,
  type LucideIcon,
  Mail,
  MailWarning,
  Megaphone,
  Palette,
  Percent,
  Receipt,
  PhoneCall,
  ScrollText,
  Shuffle,
  SwatchBook,
  ShieldCheck,
  UsersRound,
  UserRoundCheck,
  UserRoundSearch,
  Zap,
} from 'lucide-react';
import { defineMessages } from '../../shared/i18n/index.ts';
import type { OperationId } from '../../shared/lib/api.ts';
import { type Destination, en } from './nav.en.ts';

/** One destination of a menu. */
export interface NavItem {
  readonly to: string;
  readonly label: string;
  /** Where the label does not fit. */
  readonly shortLabel?: string;
  /** Other words by which people look for it in the command palette. */
  readonly keywords: string;
  readonly icon: LucideIcon;
  /** Current only at its own address, not beneath it. */
  readonly exact?: boolean;
}
/** An item before its words are known; they are in nav.en.ts. */
interface Place extends Pick<NavItem, 'to' | 'icon' | 'exact'> {
  readonly name: Destination;
}
interface NeedyPlace extends Place {
  /** The operation that its page cannot do without. */
  readonly needs: OperationId;
}

const tenantPlaces: readonly NeedyPlace[] = [
  { to: '/dashboard', name: 'today', icon: House, exact: true, needs: 'overview.get' },
  { to: '/dashboard/leads', name: 'leads', icon: UserRoundCheck, needs: 'leads.list' },
  { to: '/dashboard/calls', name: 'calls', icon: PhoneCall, needs: 'calls.list' },
  { to: '/dashboard/sessions', name: 'sessions', icon: CalendarDays, needs: 'sessions.list' },
  { to: '/dashboard/follow-up', name: 'followUp', icon: UserRoundSearch, needs: 'webinars.list' },
  { to: '/dashboard/analytics', name: 'analytics', icon: ChartLine, needs: 'analytics.get' },
  { to: '/dashboard/money', name: 'money', icon: Receipt, needs: 'invoices.list' },
  { to: '/dashboard/assignment', name: 'assignment', icon: Shuffle, needs: 'assignment.get' },
  { to: '/dashboard/automations', name: 'automations', icon: Zap, needs: 'automations.list' },
  { to: '/dashboard/mails', name: 'mails', icon: Mail, needs: 'mail-templates.list' },
  { to: '/dashboard/team', name: 'team', icon: UsersRound, needs: 'members.list' },
  { to: '/dashboard/site', name: 'site', icon: Palette, needs: 'site.get-draft' },
  { to: '/dashboard/template', name: 'template', icon: LayoutTemplate, needs: 'templates.state' },
  { to: '/dashboard/domains', name: 'domains', icon: Globe, needs: 'domains.list' },
  { to: '/dashboard/billing', name: 'billing', icon: CreditCard, needs: 'billing.get' },
  { to: '/dashboard/audit', name: 'audit', icon: ScrollText, needs: 'audit.list' },
];
const adminPlaces: readonly NeedyPlace[] = [
  { to: '/tenants', name: 'tenants', icon: Building2, needs: 'admin.list-tenants' },
  { to: '/brand-policy', name: 'brandPolicy', icon: SwatchBook, needs: 'admin.get-brand-policy' },
  { to: '/sales-tax', name: 'salesTax', icon: Percent, needs: 'admin.get-sales-seller' },
  { to: '/broadcasts', name: 'broadcasts', icon: Megaphone, needs: 'broadcasts.list' },
  { to: '/abuse', name: 'abuse', icon: Flag, needs: 'abuse.list' },
  { to: '/paused-mail', name: 'pausedMail', icon: MailWarning, needs: 'mail-standings.list' },
  { to: '/audit', name: 'platformAudit', icon: ScrollText, needs: 'admin.list-audit' },
  { to: '/templates', name: 'templates', icon: LayoutTemplate, needs: 'admin.list-templates' },
  { to: '/isolation', name: 'isolation', icon: ShieldCheck, needs: 'admin.list-canary-runs' },
  { to: '/mail', name: 'mail', icon: Mail, needs: 'admin.list-mail' },
  { to: '/admins', name: 'admins', icon: UsersRound, needs: 'admins.list' },
];

export const navTexts = defineMessages(en, { de: () => import('./nav.de.ts') });
const itemOf = ({ name, ...place }: Place): NavItem => ({ ...place, ...navTexts().destinations[name] });

const among = (places: readonly NeedyPlace[], operations: readonly string[]): readonly NavItem[] =>
  places.filter(({ needs }) => operations.includes(needs)).map(({ needs: _needs, ...place }) => itemOf(place));

/**
 * The menu of somebody who may call these operations (their ids, from `GET /api/v1/me`). What is hidden is refused by
 * the server too.
 */
export const navFor = (operations: readonly string[]): readonly NavItem[] => among(tenantPlaces, operations);

/** The same for a central administrator. */
export const adminNav = (operations: readonly string[]): readonly NavItem[] => among(adminPlaces, operations);
