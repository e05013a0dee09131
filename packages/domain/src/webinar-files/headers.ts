import type { AttendanceField, ChatField, WebinarPlatform } from '@stageline/contracts';

/**
 * A name without case, accents and marks, as headers and headings are compared: `In Session Duration* (minutes) ` is
 * `in session duration minutes`, and `Attendance %` is `attendance percent`.
 */
export function foldName(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().replaceAll(NO_WORD, ' ').trim();
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('%', ' percent ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
/** Most names: letters and marks of ASCII, of which nothing has to be taken apart. A percent sign is a word. */
const PLAIN = /^[ -$&-~]*$/;
const NO_WORD = /[^a-z0-9]+/g;

type Aliases<Field extends string> = Readonly<Partial<Record<Field, readonly string[]>>>;

const people = {
  name: [
    'name',
    'full name',
    'user name',
    'user name original name',
    'display name',
    'participant',
    'participant name',
    'attendee',
    'attendee name',
    'nameofattendee',
    'teilnehmer',
    'teilnehmername',
    'benutzername',
    'benutzername originalname',
    'vollstandiger name',
    'nom complet',
    'nombre',
    'nombre completo',
    'nome',
    'имя',
    'фио',
    'участник',
  ],
  email: [
    'email',
    'e mail',
    'email address',
    'e mail address',
    'e mail adresse',
    'emailadresse',
    'mailadresse',
    'user email',
    'emailofattendee',
    'mail',
    'correo',
    'correo electronico',
    'adresse e mail',
    'courriel',
    'электронная почта',
    'почта',
  ],
} as const;

/** What columns are called, in English, German and what else the platforms write. */
const attendance = {
  ...people,
  firstName: ['first name', 'firstname', 'given name', 'firstnameofattendee', 'vorname', 'prenom'],
  lastName: [
    'last name',
    'lastname',
    'surname',
    'family name',
    'lastnameofattendee',
    'nachname',
    'familienname',
    'nom de famille',
    'apellido',
    'apellidos',
    'фамилия',
  ],
  phone: ['phone', 'phone number', 'mobile', 'telefon', 'telefonnummer', 'handy', 'telephone', 'telefono', 'телефон'],
  attended: ['attended', 'has attended', 'teilgenommen', 'anwesend', 'a participe', 'asistio'],
  attendancePercent: [
    'attendance percent',
    'attendance rate',
    'attendance percentage',
    'percentage',
    'anwesenheit percent',
    'anwesenheit in percent',
    'teilnahmequote',
    'anwesenheitsquote',
  ],
  focusPercent: [
    'focus percent',
    'focus',
    'attention',
    'attention percent',
    'attention score',
    'attentiveness',
    'fokus',
    'fokus percent',
    'aufmerksamkeit',
    'aufmerksamkeit percent',
  ],
  attendanceMinutes: [
    'attendance minutes',
    'minutes attended',
    'minutes',
    'time in session minutes',
    'in session duration minutes',
    'in session duration',
    'in meeting duration',
    'duration minutes',
    'duration',
    'attendeetotaltimeinsession',
    'minutesconnectedrunningsession',
    'anwesenheit minuten',
    'anwesenheitsminuten',
    'zeit in der sitzung minuten',
    'sitzungsdauer minuten',
    'dauer',
    'dauer minuten',
    'dauer in der besprechung',
    'besprechungsdauer',
  ],
  attendanceSeconds: ['attendance duration', 'attendance seconds', 'duration seconds', 'dauer sekunden'],
  joinedAt: [
    'join time',
    'joined',
    'joined at',
    'first join',
    'first join time',
    'attendeefirstjointime',
    'beitrittszeit',
    'beitritt',
    'erster beitritt',
    'teilnahmebeginn',
    'betreten um',
    'heure d arrivee',
    'hora de entrada',
  ],
  leftAt: [
    'leave time',
    'exit time',
    'left',
    'left at',
    'last leave',
    'last leave time',
    'attendeelastleavetime',
    'austrittszeit',
    'letztes verlassen',
    'letzter austritt',
    'teilnahmeende',
    'verlassen um',
    'verlassen',
    'heure de depart',
    'hora de salida',
  ],
  registeredAt: [
    'registration time',
    'registration date',
    'registered',
    'registered at',
    'registrierungszeit',
    'registrierungsdatum',
    'anmeldezeit',
    'anmeldedatum',
  ],
  location: [
    'location',
    'country region name',
    'country',
    'country region',
    'ip country name',
    'ort',
    'standort',
    'land',
    'land region',
    'name des landes der region',
  ],
  company: ['company', 'organization', 'organisation', 'firma', 'unternehmen', 'empresa', 'entreprise'],
  role: ['role', 'session role', 'attendeerole', 'rolle'],
  interestRating: ['interest rating', 'interessenbewertung'],
  chatCount: ['messages count', 'chat count', 'chat messages', 'chatnachrichten'],
  questionCount: ['questions count', 'question count', 'questions asked', 'fragen anzahl'],
  questionTexts: ['questions asked by attendee', 'fragen des teilnehmers', 'von teilnehmer gestellte fragen'],
  unsubscribed: ['unsubscribed', 'abgemeldet', 'abbestellt'],
} as const satisfies Record<AttendanceField, readonly string[]>;

/** What a table of people may say. */
export const ATTENDANCE_FIELDS = Object.keys(attendance) as readonly AttendanceField[];

const chat = {
  name: [...people.name, 'sender', 'from', 'author', 'user', 'absender', 'von', 'verfasser', 'отправитель'],
  email: people.email,
  at: [
    'timestamp',
    'time',
    'date',
    'sent',
    'sent at',
    'zeit',
    'zeitstempel',
    'datum',
    'uhrzeit',
    'hora',
    'heure',
    'время',
  ],
  text: ['message', 'text', 'content', 'chat', 'comment', 'nachricht', 'kommentar', 'mensaje', 'сообщение'],
  isQuestion: ['is question', 'question', 'ist frage', 'frage'],
} as const satisfies Aliases<ChatField>;

const fieldsByAlias = <Field extends string>(aliases: Aliases<Field>): ReadonlyMap<string, Field> =>
  new Map(
    Object.entries<readonly string[]>(aliases as never).flatMap(([field, names]) =>
      names.map((name) => [name, field as Field] as const),
    ),
  );
const attendanceFields = fieldsByAlias<AttendanceField>(attendance);
const chatFields = fieldsByAlias<ChatField>(chat);

/** Names that a column may have and that are nobody's: every reader of such files knows them. */
const KNOWN_NAMES: ReadonlySet<string> = new Set([
  ...attendanceFields.keys(),
  ...chatFields.keys(),
  'attendance',
  'anwesenheit',
]);
export const isKnownName = (name: string): boolean => KNOWN_NAMES.has(foldName(name));

const TRUTH = /^(yes|no|true|false|y|n|ja|nein|si|oui|non|да|нет)$/i;

/**
 * What each column of a table of people holds, by its name; the first of two that say the same is it. `Attendance` is a word or a
 * percentage, as its cells are.
 * @param samples some cells of each column
 */
export function attendanceMapping(names: readonly string[], samples: readonly (readonly string[])[]) {
  const taken = new Set<AttendanceField>();
  return names.map((name, at): AttendanceField | null => {
    const folded = foldName(name);
    const isTruth = (samples[at] ?? []).some((cell) => TRUTH.test(cell.trim()));
    const either =
      folded === 'attendance' || folded === 'anwesenheit' ? (isTruth ? 'attended' : 'attendancePercent') : null;
    const field = either ?? attendanceFields.get(folded) ?? null;
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}

/** The same of a table of messages. */
export function chatMapping(names: readonly string[]): (ChatField | null)[] {
  const taken = new Set<ChatField>();
  return names.map((name) => {
    const field = chatFields.get(foldName(name)) ?? null;
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}

/** Columns that no other platform has, all of one entry. */
const SIGNATURES: readonly (readonly [WebinarPlatform, readonly string[]])[] = [
  ['gotowebinar', ['interest rating', 'in session duration minutes']],
  ['zoom', ['user name original name', 'time in session minutes']],
  ['zoom', ['benutzername originalname', 'zeit in der sitzung minuten']],
  ['teams', ['first join', 'in meeting duration']],
  ['teams', ['erster beitritt', 'dauer in der besprechung']],
  ['livestorm', ['attendance rate', 'attendance duration']],
  ['livestorm', ['registration type', 'has viewed replay']],
  ['collaborate', ['nameofattendee', 'attendeefirstjointime']],
  ['streamboxy', ['minutesconnectedrunningsession']],
  ['streamgo', ['surname', 'ticket types']],
  ['mts-link', ['имя']],
  ['mts-link', ['фио']],
  ['plain', ['name', 'email', 'attended']],
  ['plain', ['timestamp', 'name', 'message']],
];

/** Whose table it is, by its columns; `other` where no platform is known by them. */
export function platformOf(names: readonly string[]): WebinarPlatform {
  const folded = new Set(names.map(foldName));
  return SIGNATURES.find(([, signature]) => signature.every((name) => folded.has(name)))?.[0] ?? 'other';
}
