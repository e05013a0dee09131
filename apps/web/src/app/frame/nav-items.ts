import {
  Building2,
  CalendarDays,
  House,
  type LucideIcon,
  Mail,
  Palette,
  UsersRound,
  UserRoundCheck,
} from 'lucide-react';
import type { OperationId } from '../../shared/lib/api.ts';

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
interface TenantNavItem extends NavItem {
  /** The operation that its page cannot do without. */
  readonly needs: OperationId;
}

const tenantNav: readonly TenantNavItem[] = [
  {
    to: '/dashboard',
    label: 'Today',
    keywords: 'home overview numbers start',
    icon: House,
    exact: true,
    needs: 'overview.get',
  },
  {
    to: '/dashboard/leads',
    label: 'Leads',
    keywords: 'contacts people pipeline registrations',
    icon: UserRoundCheck,
    needs: 'leads.list',
  },
  {
    to: '/dashboard/sessions',
    label: 'Masterclasses',
    shortLabel: 'Classes',
    keywords: 'sessions events webinars live room',
    icon: CalendarDays,
    needs: 'sessions.list',
  },
  { to: '/dashboard/team', label: 'Team', keywords: 'members reps hosts', icon: UsersRound, needs: 'members.list' },
  {
    to: '/dashboard/site',
    label: 'Your site',
    shortLabel: 'Site',
    keywords: 'brand colours logo texts settings customise page',
    icon: Palette,
    needs: 'site.get-settings',
  },
];

/**
 * The menu of somebody who may call these operations (their ids, from `GET /api/v1/me`). What is hidden is refused by
 * the server too.
 */
export const navFor = (operations: readonly string[]): readonly NavItem[] =>
  tenantNav.filter((item) => operations.includes(item.needs));

/** The central administrators' menu. */
export const adminNav: readonly NavItem[] = [
  { to: '/tenants', label: 'Sites', keywords: 'tenants promoters suspend', icon: Building2 },
  { to: '/mail', label: 'Mail', keywords: 'mailbox messages letters', icon: Mail },
];
