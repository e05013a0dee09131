import type { BuiltInStage, Locale } from '@stageline/contracts';

export const leadColumns = [
  'firstName',
  'lastName',
  'email',
  'phone',
  'company',
  'pipeline',
  'stage',
  'assignee',
  'attendedMinutes',
  'createdAt',
  'stageChangedAt',
  'id',
  // What came later stands at the end: whoever reads the file by the place of a column reads on.
  'email2',
  'phone2',
  'furtherEmails',
  'furtherPhones',
] as const;
export type LeadColumn = (typeof leadColumns)[number];

/** The words of an export. */
interface ExportTexts {
  readonly sheet: string;
  readonly columns: Readonly<Record<LeadColumn, string>>;
  readonly stages: Readonly<Record<BuiltInStage, string>>;
  readonly pipeline: string;
}

export const leadExportTexts: Readonly<Record<Locale, ExportTexts>> = {
  en: {
    sheet: 'Leads',
    columns: {
      firstName: 'First name',
      lastName: 'Last name',
      email: 'E-mail',
      phone: 'Phone',
      company: 'Company',
      pipeline: 'Pipeline',
      stage: 'Stage',
      assignee: 'Assigned to',
      attendedMinutes: 'Minutes attended',
      createdAt: 'Registered',
      stageChangedAt: 'In this stage since',
      id: 'Lead',
      email2: 'E-mail 2',
      phone2: 'Phone 2',
      furtherEmails: 'Further e-mails',
      furtherPhones: 'Further phones',
    },
    stages: { new: 'New', contacted: 'Contacted', qualified: 'Qualified', won: 'Won', lost: 'Lost' },
    pipeline: 'Sales',
  },
  de: {
    sheet: 'Kontakte',
    columns: {
      firstName: 'Vorname',
      lastName: 'Nachname',
      email: 'E-Mail',
      phone: 'Telefon',
      company: 'Firma',
      pipeline: 'Pipeline',
      stage: 'Stufe',
      assignee: 'Zugewiesen an',
      attendedMinutes: 'Minuten teilgenommen',
      createdAt: 'Angemeldet',
      stageChangedAt: 'Auf dieser Stufe seit',
      id: 'Kontakt',
      email2: 'E-Mail 2',
      phone2: 'Telefon 2',
      furtherEmails: 'Weitere E-Mails',
      furtherPhones: 'Weitere Telefonnummern',
    },
    stages: { new: 'Neu', contacted: 'Kontaktiert', qualified: 'Qualifiziert', won: 'Gewonnen', lost: 'Verloren' },
    pipeline: 'Vertrieb',
  },
};
