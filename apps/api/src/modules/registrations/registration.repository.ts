import type { Locale, MembershipId, PersonId, RegistrationId, SessionId, Touch } from '@stageline/contracts';
import { movable, retryUpsert } from '@stageline/platform/mongo';
import { bulkInsert, currentTenantId } from '@stageline/tenancy';
import type { Answer } from './answers.ts';
import type { ConsentText } from './consents.ts';
import { ConsentTextModel, RegistrationModel } from './registration.model.ts';

/** A visit, and when it was. */
export type TouchAt = Touch & { readonly at?: Date };

/** One form that somebody sent. */
export interface RegistrationRow {
  readonly _id: RegistrationId;
  readonly personId: PersonId;
  readonly sessionId: SessionId | null;
  readonly at: Date;
  /** `mail-link`: the page that a mail leads to, which only its reader has. */
  readonly source: 'api' | 'form' | 'mail-link';
  readonly locale: Locale;
  readonly page: string | null;
  readonly ip: string | null;
  /** `given` is false for a box that was left alone. */
  readonly consents: readonly (Pick<ConsentText, 'kind' | 'version'> & { readonly given?: false })[];
  readonly answers?: readonly Answer[];
  readonly via?: string;
  readonly touch?: TouchAt;
  readonly firstTouch?: TouchAt;
  readonly question?: string;
  readonly answered?: { readonly at: Date; readonly by: MembershipId };
}

/** Forms of one person that are shown; whoever sends more is no person. */
export const MOST_SHOWN = 100;

/** What of a form says what somebody wants answered. */
export type QuestionRow = Pick<RegistrationRow, '_id' | 'personId' | 'at' | 'answered'> & { readonly question: string };
const QUESTION = { personId: 1, at: 1, answered: 1, question: 1 } as const;

/** Forms as they change people in a merge. */
export const mergingRegistrations = movable(RegistrationModel, 'personId');

/** Reads and writes what people sent; every call runs in the current tenant. */
export const registrationRepository = {
  /** In the caller's transaction. */
  async insert(rows: readonly RegistrationRow[]): Promise<void> {
    await bulkInsert(RegistrationModel, rows as never[]);
  },

  /** What somebody sent, the newest first. */
  async ofPerson(personId: PersonId): Promise<RegistrationRow[]> {
    return RegistrationModel.find({ personId }, { tenantId: 0 })
      .sort({ at: -1 })
      .limit(MOST_SHOWN)
      .lean<RegistrationRow[]>();
  },

  /** The first form of somebody: by whom and how they came. */
  async firstOf(personId: PersonId): Promise<RegistrationRow | null> {
    return RegistrationModel.findOne({ personId }, { tenantId: 0 }).sort({ at: 1 }).lean<RegistrationRow>();
  },

  /**
   * Whether somebody ever ticked the box of the site, or was asked to and did not; null for whoever was never asked.
   * @param until forms that were sent later by whoever do not count; null for all
   */
  async hasConsented(personId: PersonId, until: Date | null): Promise<boolean | null> {
    const proven = until === null ? {} : { $or: [{ at: { $lte: until } }, { source: 'mail-link' }] };
    const asked = { personId, 'consents.kind': 'consent', ...proven };
    const rows = await RegistrationModel.find(asked, { _id: 0, consents: 1 })
      .sort({ at: -1 })
      .limit(MOST_SHOWN)
      .lean<Pick<RegistrationRow, 'consents'>[]>();
    if (rows.length === 0) return null;
    return rows.some(({ consents }) => consents.some(({ kind, given }) => kind === 'consent' && given !== false));
  },

  /** What people want answered in a masterclass, oldest first; one more than `limit` tells whether there are more. */
  async questionsIn(sessionId: SessionId, limit: number): Promise<QuestionRow[]> {
    return RegistrationModel.find({ sessionId, question: { $type: 'string' } }, QUESTION)
      .sort({ at: 1 })
      .limit(limit)
      .lean<QuestionRow[]>();
  },

  /** @param answered null takes it back @returns null for one that is none of this masterclass */
  async answer(
    sessionId: SessionId,
    id: RegistrationId,
    answered: { readonly at: Date; readonly by: MembershipId } | null,
  ): Promise<QuestionRow | null> {
    const asked = { _id: id, sessionId, question: { $type: 'string' } };
    const open = answered === null ? asked : { ...asked, answered: { $exists: false } };
    await RegistrationModel.updateOne(open, answered === null ? { $unset: { answered: 1 } } : { $set: { answered } });
    return RegistrationModel.findOne(asked, QUESTION).lean<QuestionRow>();
  },

  /** Keeps the words of a version; known ones stay as they are. */
  async keepText({ version, kind, locale, text }: ConsentText, since: Date): Promise<void> {
    const words = { _id: `${currentTenantId()}.${version}`, kind, locale, text, since };
    await retryUpsert(() =>
      ConsentTextModel.updateOne({ version }, { $setOnInsert: words } as never, { upsert: true }),
    );
  },

  async texts(versions: readonly string[]): Promise<ReadonlyMap<string, ConsentText>> {
    const rows = await ConsentTextModel.find(
      { version: { $in: [...versions] } },
      { _id: 0, version: 1, kind: 1, locale: 1, text: 1 },
    ).lean<ConsentText[]>();
    return new Map(rows.map((row) => [row.version, row]));
  },
};
export type RegistrationRepository = typeof registrationRepository;
