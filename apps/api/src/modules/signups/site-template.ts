import { SiteContent, type TenantFile, type Theme } from '@stageline/contracts';
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
}

/** A site that says nothing untrue about its promoter, to be made their own in the dashboard. */
export function defaultTemplate(signup: { siteName: string; name: string; timeZone: string }, now: Date): SiteTemplate {
  const { siteName, name, timeZone } = signup;
  return {
    content: SiteContent.parse({
      theme: { primaryColor: '#4f46e5', secondaryColor: '#0ea5e9' },
      profile: {
        siteName,
        promoterName: name,
        headline: 'Join my free live masterclass',
        welcomeMessage: `Welcome! I am ${name}. Reserve your place, and I will show you live how I work and answer your questions.`,
        benefits: [
          'See everything live, not in a recording',
          'Ask your questions and get an answer on the spot',
          'Take away a first step that you can try the same day',
        ],
      },
    }),
    masterclass: {
      title: `${siteName}: live masterclass`.slice(0, 120),
      description: 'An hour, live: a short talk, a look at how it is done, and time for your questions.',
      startsAt: wallClockInstant(now, timeZone, 7, '19:00'),
      durationMinutes: 60,
      timeZone,
    },
  };
}

/** The template that a tenant's file describes. */
export function templateOf(file: TenantFile, theme: Theme, now: Date): SiteTemplate {
  const { title, description, timeZone, startsAtLocal, startsInDays, durationMinutes } = file.masterclass;
  const startsAt = wallClockInstant(now, timeZone, startsInDays, startsAtLocal);
  return {
    content: SiteContent.parse({ theme, profile: file.profile, line: file.line }),
    masterclass: { title, description, timeZone, durationMinutes, startsAt },
  };
}
