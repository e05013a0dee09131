import type { AnalyticsRange, Locale } from '@stageline/contracts';

const en = {
  title: 'Statistics',
  ranges: { today: 'Today', this_week: 'This week', this_month: 'This month', all_time: 'All time' } as Record<
    AnalyticsRange,
    string
  >,
  /** Columns of the tables. */
  columns: {
    metric: 'Metric',
    value: 'Value',
    before: 'Range before',
    sample: 'Sample',
    median: 'Median',
    definition: 'Definition',
    from: 'From',
    to: 'To',
    step: 'Step',
    count: 'Count',
  },
  sheets: { numbers: 'Numbers', series: 'Course', funnel: 'Funnel' },
  funnel: 'From visit to masterclass',
  howCounted: 'How this is counted',
  comparedWith: (span: string) => `Compared with ${span}`,
  before: (value: string) => `before: ${value}`,
  sample: (count: string, median: string) => `median ${median}, of ${count}`,
  zone: (timeZone: string) => `Days begin at midnight in ${timeZone}.`,
  made: (at: string) => `Made on ${at}`,
  page: (number: number, of: number) => `${number} / ${of}`,
};
const de: typeof en = {
  title: 'Statistik',
  ranges: { today: 'Heute', this_week: 'Diese Woche', this_month: 'Dieser Monat', all_time: 'Gesamte Zeit' },
  columns: {
    metric: 'Kennzahl',
    value: 'Wert',
    before: 'Zeitraum davor',
    sample: 'Stichprobe',
    median: 'Median',
    definition: 'Definition',
    from: 'Von',
    to: 'Bis',
    step: 'Schritt',
    count: 'Anzahl',
  },
  sheets: { numbers: 'Zahlen', series: 'Verlauf', funnel: 'Trichter' },
  funnel: 'Vom Besuch zur Masterclass',
  howCounted: 'So wird gezählt',
  comparedWith: (span) => `Verglichen mit ${span}`,
  before: (value) => `davor: ${value}`,
  sample: (count, median) => `Median ${median}, aus ${count}`,
  zone: (timeZone) => `Tage beginnen um Mitternacht in ${timeZone}.`,
  made: (at) => `Erstellt am ${at}`,
  page: (number, of) => `${number} / ${of}`,
};

/** The words of exported files. */
export const exportTexts: Readonly<Record<Locale, typeof en>> = { en, de };
export type ExportTexts = typeof en;
