import type { BookedCall, BookingPage } from './http/booking.ts';
import type { Leaderboard, LineAbout, LineSnapshot, SimulatedMember } from './http/line.ts';
import type { MailPreferences, MailPreferencesDeed } from './http/mail-preferences.ts';
import type { PlaceView } from './http/places.ts';
import type { SiteView } from './http/site.ts';
import type { Currency } from './kit/money.ts';
import type { HostKind } from './kit/operation.ts';
import type { ErrorCode, ProblemIssue } from './kit/errors.ts';
import type { PageLocale } from './kit/locale.ts';
import type { Touch } from './kit/touch.ts';

/** The values of a form as they were typed, to be shown again beside what is wrong with them. */
export type FormValues = Readonly<Record<string, string>>;

/** A form that was posted without script and did not pass. */
export interface ReturnedForm {
  readonly values: FormValues;
  readonly issues: readonly ProblemIssue[];
  /** Why, where no field is to blame. */
  readonly code: ErrorCode;
}

/** What became of an invoice that somebody went to pay. Amounts are in minor units. */
export interface PayingStanding {
  /**
   * `paid`: what they paid a moment ago is here; `settled`: nothing is due; `arriving`: they come from paying, and nothing was heard
   * yet; `processing`: their bank takes its time; `unable`: paying cannot begin at the moment.
   */
  readonly state: 'paid' | 'settled' | 'arriving' | 'processing' | 'due' | 'unable' | 'void';
  readonly number: string;
  readonly currency: Currency;
  /** What was paid, or is to be paid now. */
  readonly amount: number;
  /** All that is left to be paid. */
  readonly due: number;
  /** Where it is paid; null where it cannot be. */
  readonly payPath: string | null;
  /** The query with which the page says what became of it meanwhile. */
  readonly again: string;
}

/** What is shown beside a line, where the site has it. */
export interface BesideLine {
  /** Left out where the site shows none. */
  readonly leaderboard?: Leaderboard;
  /** Left out where nobody is simulated. */
  readonly simulated?: readonly SimulatedMember[];
}

/** Times of a call that are free within some weeks, by days on the wall of a zone. */
export interface FreeTimes {
  readonly timeZone: string;
  /** The first day `YYYY-MM-DD` that was looked at, and with which those before and after begin; null before today. */
  readonly from: string;
  readonly earlier: string | null;
  readonly later: string;
  readonly days: readonly { readonly day: string; readonly count: number }[];
  /** The day whose times these are; null where none is free. */
  readonly chosen: string | null;
  readonly slots: readonly string[];
}

/** What booking a call is made of without script: each step is a page, each deed a form or a link (E-12). */
export type BookingStep =
  | { readonly step: 'list'; readonly items: readonly Pick<BookingPage, 'slug' | 'name' | 'description' | 'length'>[] }
  /** A call that cannot be booked, or a link that opens none. */
  | { readonly step: 'gone' | 'lost' }
  | {
      readonly step: 'times';
      readonly page: BookingPage;
      readonly times: FreeTimes;
      /** The personal link by which somebody came. */
      readonly personalToken: string | null;
      /** A hold that is given up for the next one. */
      readonly replaces: string | null;
      /** Why the last choice came to nothing. */
      readonly code?: ErrorCode;
    }
  | {
      readonly step: 'details';
      readonly page: BookingPage;
      readonly hold: {
        readonly hold: string;
        readonly startsAt: string;
        readonly endsAt: string;
        readonly until: string;
      };
      readonly timeZone: string;
      readonly personalToken: string | null;
      readonly form?: ReturnedForm;
    }
  | { readonly step: 'booked'; readonly call: BookedCall; readonly form?: ReturnedForm }
  | { readonly step: 'move'; readonly call: BookedCall; readonly times: FreeTimes; readonly code?: ErrorCode };

/** What the api hands to the client's server renderer for a page that is complete in its first byte. */
export type PageInput =
  | {
      readonly kind: 'landing';
      readonly site: SiteView;
      readonly line: LineSnapshot;
      readonly beside?: BesideLine;
      /** The invitation that brought the reader here. */
      readonly via?: string;
      /** How they came here, for the form to carry. */
      readonly touch?: Touch;
      /** Path of the picture for link previews. */
      readonly shareUrl?: string;
      /** Present after a form post that did not pass. */
      readonly form?: { readonly values: FormValues; readonly issues: readonly ProblemIssue[] };
    }
  | {
      readonly kind: 'registered';
      readonly site: SiteView;
      readonly line: LineSnapshot;
      readonly beside?: BesideLine;
      readonly firstName: string;
      /** Whether the browser knows where the mail went, so that it can be asked for once more. */
      readonly mayAskAgain?: boolean;
      /** What became of asking; missing where nobody did. */
      readonly again?: 'sent' | 'failed';
    }
  /** What the line's numbers are made of. */
  | { readonly kind: 'about-line'; readonly site: SiteView; readonly about: LineAbout; readonly beside: BesideLine }
  /** Somebody's own place in the line; `place` is null where the link leads to none. */
  | {
      readonly kind: 'place';
      readonly site: SiteView;
      readonly line: LineSnapshot;
      readonly beside?: BesideLine;
      /** What the link carries. */
      readonly token: string;
      readonly place: PlaceView | null;
      /** What became of what they went to pay. */
      readonly paying?: PayingStanding;
      /** What they could talk about with somebody of the team this very moment. */
      readonly talkable?: readonly { readonly slug: string; readonly name: string }[];
      /** Why the last thing that was asked for did not happen. */
      readonly form?: ReturnedForm;
    }
  /** Anybody reports the site to the platform. */
  | { readonly kind: 'report'; readonly site: SiteView; readonly form?: ReturnedForm }
  | { readonly kind: 'reported'; readonly site: SiteView }
  /** What somebody gets by mail from the site, for whoever holds the link of one of its mails. */
  | {
      readonly kind: 'mail-preferences';
      readonly site: SiteView;
      /** What the link carries. */
      readonly token: string;
      readonly preferences: MailPreferences;
      /** What was done a moment ago. */
      readonly done?: MailPreferencesDeed;
    }
  | {
      readonly kind: 'booking';
      readonly site: SiteView;
      /** With its query. */
      readonly path: string;
      readonly booking: BookingStep;
    }
  | { readonly kind: 'platform-home'; readonly apex: string }
  /**
   * Unknown, suspended and unfinished sites look alike; `busy` is for a page that cannot be made just now. Where
   * somebody wanted to log in, `logInUrl` leads on to where they can, whether there is such a site or not.
   */
  | { readonly kind: 'neutral'; readonly says?: 'nothing-here' | 'busy'; readonly logInUrl?: string };

/** What the shell of a signed-in page needs before its script runs: which app, and whose brand. */
export interface ShellInput {
  readonly host: HostKind;
  readonly site: SiteView | null;
  /** What its page shows as long as no script has run. */
  readonly plain?: Extract<PageInput, { kind: 'booking' }>;
}

export interface RenderOptions {
  /** Content-Security-Policy nonce for inline style and script. */
  readonly nonce: string;
  /** `https://host` of the page, for absolute addresses in the head. */
  readonly origin: string;
  /** The server's clock, ISO 8601, so that relative times hydrate without a mismatch. */
  readonly now: string;
  readonly locale: PageLocale;
}

export interface ShellOptions extends RenderOptions {
  /** Path of the page that is asked for, so that the document can name what it is made of. */
  readonly path: string;
}

/** What `apps/web/dist/server/entry-server.js` exports as `createRenderer`; `manifest` is Vite's client manifest, parsed. */
export type CreateRenderer = (manifest: unknown) => {
  /** A whole HTML document. */
  renderPage(input: PageInput, options: RenderOptions): string;
  /** The document in which the single-page app of that host starts. */
  renderShell(input: ShellInput, options: ShellOptions): string;
};
