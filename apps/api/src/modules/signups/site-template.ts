import { SiteContent, type TenantFile, type Theme } from '@stageline/contracts';
import type { SiteBeginning } from '../templates/index.ts';
import { wallClockInstant } from './wall-clock.ts';

/** The first masterclass of a site. */
export interface FirstMasterclass {
  readonly title: string;
  readonly description: string;
  readonly startsAt: Date;
  readonly durationMinutes: number;
  /** IANA name. */
  readonly timeZone: string;
}

/** What a new site begins with. */
export interface SiteTemplate {
  readonly content: SiteContent;
  readonly masterclass: FirstMasterclass;
  /** The version that later ones are compared with; null for a site that is not made of a template. */
  readonly origin: Pick<SiteBeginning, 'key' | 'version' | 'names'> | null;
}

/** A site made of a version of a template, its first masterclass on the promoter's own clock. */
export function siteTemplateOf(beginning: SiteBeginning, timeZone: string, now: Date): SiteTemplate {
  const { content, masterclass, ...origin } = beginning;
  const { startsAtLocal, startsInDays, ...rest } = masterclass;
  const startsAt = wallClockInstant(now, timeZone, startsInDays, startsAtLocal);
  return { content, origin, masterclass: { ...rest, timeZone, startsAt } };
}

/** The template that a tenant's file describes. */
export function templateOf(file: TenantFile, theme: Theme, now: Date): SiteTemplate {
  const { title, description, timeZone, startsAtLocal, startsInDays, durationMinutes } = file.masterclass;
  const startsAt = wallClockInstant(now, timeZone, startsInDays, startsAtLocal);
  return {
    content: SiteContent.parse({ theme, profile: file.profile, line: file.line, blocks: file.blocks }),
    masterclass: { title, description, timeZone, durationMinutes, startsAt },
    origin: null,
  };
}
