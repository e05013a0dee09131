import type { Locale } from './kit/locale.ts';
import type { Permission } from './kit/permissions.ts';

/** Of the tenant's calendar: days, weeks and months begin where its zone and its first day of the week say. */
export const analyticsRanges = ['today', 'this_week', 'this_month', 'all_time'] as const;
/** Which day a week may begin with. */
export const weekStarts = ['monday', 'saturday', 'sunday'] as const;

/** How a number is read: how many, a share from 0 to 1, or seconds. */
export type MetricUnit = 'count' | 'percent' | 'duration';
type Words = Readonly<Record<Locale, string>>;

export interface MetricDefinition {
  readonly unit: MetricUnit;
  readonly label: Words;
  /** One or two plain sentences; they stand beside the number wherever it is shown. */
  readonly definition: Words;
  /** What it is read from, or the metrics that it is made of. */
  readonly source:
    | { readonly kind: 'visits' | 'people' | 'decisions' }
    | { readonly kind: 'ratio'; readonly of: string; readonly to: string };
  readonly permission: Permission;
}

/**
 * The one definition of a tenant's numbers (G-07): page, API, CSV, Excel and PDF all read it and add nothing. The order is
 * the order in which they are shown.
 */
export const metricCatalogue = {
  visitors: {
    unit: 'count',
    label: { en: 'Visitors', de: 'Besucher' },
    definition: {
      en: 'Different visitors of your page, counted afresh each day: somebody who comes on two days counts twice. No cookies; robots, previews of links and your own team are left out.',
      de: 'Verschiedene Besucher Ihrer Seite, jeden Tag neu gezählt: Wer an zwei Tagen kommt, zählt zweimal. Ohne Cookies; Roboter, Linkvorschauen und Ihr eigenes Team zählen nicht mit.',
    },
    source: { kind: 'visits' },
    permission: 'analytics.read',
  },
  preEnrollees: {
    unit: 'count',
    label: { en: 'Pre-enrollees', de: 'Voranmeldungen' },
    definition: {
      en: 'People who registered in this time and have confirmed their e-mail address since.',
      de: 'Personen, die sich in dieser Zeit angemeldet und ihre E-Mail-Adresse seither bestätigt haben.',
    },
    source: { kind: 'people' },
    permission: 'analytics.read',
  },
  conversionRate: {
    unit: 'percent',
    label: { en: 'Conversion rate', de: 'Konversionsrate' },
    definition: {
      en: 'Pre-enrollees divided by visitors of the same time.',
      de: 'Voranmeldungen geteilt durch die Besucher derselben Zeit.',
    },
    source: { kind: 'ratio', of: 'preEnrollees', to: 'visitors' },
    permission: 'analytics.read',
  },
  avgDecisionTime: {
    unit: 'duration',
    label: { en: 'Avg. decision time', de: 'Ø Entscheidungszeit' },
    definition: {
      en: 'From a visitor’s first look at your page on a day to the first registration that they send that day, on average. Registrations without a visit on the same day are left out; the median is the one in the middle.',
      de: 'Vom ersten Blick eines Besuchers auf Ihre Seite an einem Tag bis zur ersten Anmeldung, die er an diesem Tag abschickt, im Durchschnitt. Anmeldungen ohne Besuch am selben Tag zählen nicht mit; der Median ist der mittlere Wert.',
    },
    source: { kind: 'decisions' },
    permission: 'analytics.read',
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

export type MetricId = keyof typeof metricCatalogue;
export const metricIds = Object.keys(metricCatalogue) as [MetricId, ...MetricId[]];

interface FunnelStepDefinition {
  readonly label: Words;
  readonly definition: Words;
  /** The metric that is the same number. */
  readonly metric?: MetricId;
}

/** The way of a visitor, step by step. The people are those who registered in the range; how far they came is told as of now. */
export const funnelCatalogue = {
  visited: {
    label: { en: 'Visited', de: 'Besucht' },
    definition: metricCatalogue.visitors.definition,
    metric: 'visitors',
  },
  registered: {
    label: { en: 'Registered', de: 'Angemeldet' },
    definition: {
      en: 'People who sent the form in this time for the first time.',
      de: 'Personen, die das Formular in dieser Zeit zum ersten Mal abgeschickt haben.',
    },
  },
  confirmed: {
    label: { en: 'Confirmed', de: 'Bestätigt' },
    definition: metricCatalogue.preEnrollees.definition,
    metric: 'preEnrollees',
  },
  attended: {
    label: { en: 'Attended', de: 'Teilgenommen' },
    definition: {
      en: 'People who registered in this time and have been in a masterclass since; the link to it is in their mail.',
      de: 'Personen, die sich in dieser Zeit angemeldet haben und seither in einer Masterclass waren; der Link dorthin steht in ihrer E-Mail.',
    },
  },
} as const satisfies Readonly<Record<string, FunnelStepDefinition>>;

export type FunnelStep = keyof typeof funnelCatalogue;
export const funnelSteps = Object.keys(funnelCatalogue) as [FunnelStep, ...FunnelStep[]];

interface ColumnDefinition {
  readonly unit: MetricUnit;
  readonly label: Words;
  readonly definition: Words;
}

/** What is told of each stage of a pipeline; the rules behind it are those of `packages/domain/src/funnel.ts`. */
export const stageColumns = {
  reached: {
    unit: 'count',
    label: { en: 'Reached', de: 'Erreicht' },
    definition: {
      en: 'Leads that came in this time and have been at this stage or further on. Each counts once; a stage that was skipped counts as passed, and moving back takes nothing away.',
      de: 'Kontakte aus dieser Zeit, die in dieser Phase oder schon weiter waren. Jeder zählt einmal; eine übersprungene Phase gilt als durchlaufen, und ein Schritt zurück nimmt nichts weg.',
    },
  },
  conversion: {
    unit: 'percent',
    label: { en: 'Of the stage before', de: 'Von der Phase davor' },
    definition: {
      en: 'Leads that reached this stage divided by those that reached the one before.',
      de: 'Kontakte, die diese Phase erreicht haben, geteilt durch die der Phase davor.',
    },
  },
  present: {
    unit: 'count',
    label: { en: 'Here now', de: 'Jetzt hier' },
    definition: {
      en: 'Those of them that are at this stage at the moment.',
      de: 'Diejenigen davon, die gerade in dieser Phase sind.',
    },
  },
  lost: {
    unit: 'count',
    label: { en: 'Lost here', de: 'Hier verloren' },
    definition: {
      en: 'Those of them that are lost and had come this far and no further.',
      de: 'Diejenigen davon, die verloren sind und so weit und nicht weiter gekommen waren.',
    },
  },
  medianSeconds: {
    unit: 'duration',
    label: { en: 'Time here', de: 'Zeit hier' },
    definition: {
      en: 'The median of the time that leads spent at this stage, all stays of a lead together. Whoever is still there or skipped it is left out.',
      de: 'Der Median der Zeit, die Kontakte in dieser Phase waren, alle Aufenthalte eines Kontakts zusammen. Wer noch dort ist oder sie übersprungen hat, zählt nicht mit.',
    },
  },
} as const satisfies Readonly<Record<string, ColumnDefinition>>;

export type StageColumn = keyof typeof stageColumns;
export const stageColumnNames = Object.keys(stageColumns) as [StageColumn, ...StageColumn[]];

/** What is told of each member who has leads (F-11). */
export const repColumns = {
  leads: {
    unit: 'count',
    label: { en: 'Leads', de: 'Kontakte' },
    definition: {
      en: 'Leads that came in this time and are assigned to them now.',
      de: 'Kontakte aus dieser Zeit, die ihnen jetzt zugewiesen sind.',
    },
  },
  waiting: {
    unit: 'count',
    label: { en: 'Unanswered', de: 'Unbeantwortet' },
    definition: {
      en: 'Those of them that nobody has moved since they were assigned.',
      de: 'Diejenigen davon, die seit der Zuweisung niemand weiterbewegt hat.',
    },
  },
  medianResponseSeconds: {
    unit: 'duration',
    label: { en: 'Response time', de: 'Antwortzeit' },
    definition: {
      en: 'From the assignment until somebody of the team first moves the lead: the median of those that were answered.',
      de: 'Von der Zuweisung, bis jemand aus dem Team den Kontakt zum ersten Mal weiterbewegt: der Median der beantworteten.',
    },
  },
  conversion: {
    unit: 'percent',
    label: { en: 'Won', de: 'Gewonnen' },
    definition: {
      en: 'Of their leads, the share that is won now.',
      de: 'Der Anteil ihrer Kontakte, der jetzt gewonnen ist.',
    },
  },
  noShow: {
    unit: 'percent',
    label: { en: 'No-show', de: 'Nicht erschienen' },
    definition: {
      en: 'Of their leads whose masterclass is over, the share that was not in it.',
      de: 'Der Anteil ihrer Kontakte mit vergangener Masterclass, der nicht dabei war.',
    },
  },
} as const satisfies Readonly<Record<string, ColumnDefinition>>;

export type RepColumn = keyof typeof repColumns;
export const repColumnNames = Object.keys(repColumns) as [RepColumn, ...RepColumn[]];
