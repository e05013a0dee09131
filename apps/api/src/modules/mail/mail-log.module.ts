import { mailLog, ProblemError, type LeadId, type LeadView, type MailId, type PersonId } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route, type MemberActor } from '../../http/route.ts';
import type { MailEngagementService } from '../mail-engagement/index.ts';
import type { MailPreferencesService } from '../mail-preferences/index.ts';
import { presentCopy, presentLogged } from './mail-log.presenter.ts';
import { findMailCopy, listMailLog, type MailLogQuery } from './mail-log.repository.ts';

export interface MailLogDeps {
  readonly leads: {
    /** @throws ProblemError `not-found` for a lead that the actor may not see */
    get(actor: MemberActor, leadId: LeadId): Promise<LeadView>;
    findRegistered(
      leadId: LeadId,
    ): Promise<{ readonly personId: PersonId; readonly person: { readonly email: string } } | null>;
  };
  readonly preferences: Pick<MailPreferencesService, 'stopsOf' | 'lift'>;
  readonly engagement: Pick<MailEngagementService, 'humanCounts' | 'ofMail' | 'measuring' | 'measure'>;
}

/** What was mailed to the people of the current tenant's site, and what became of it (B-15). */
export function createMailLogModule({ leads, preferences, engagement }: MailLogDeps): ApiModule {
  async function page(query: MailLogQuery) {
    const rows = await listMailLog(query);
    const shown = rows.slice(0, query.limit);
    const humans = await engagement.humanCounts(shown.map(({ _id }) => _id as MailId));
    const items = shown.map((row) => presentLogged(row, humans.get(row._id as MailId)));
    return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
  }
  async function copy(id: MailId, personId?: PersonId) {
    const row = await findMailCopy(id, personId);
    if (row === null) throw new ProblemError('not-found');
    return presentCopy(row, await engagement.ofMail(id));
  }
  async function seen(actor: MemberActor, leadId: LeadId) {
    await leads.get(actor, leadId);
    const registered = await leads.findRegistered(leadId);
    if (registered === null) throw new ProblemError('not-found');
    return registered;
  }
  const cursorOf = ({ cursor, ...rest }: { readonly cursor?: string | undefined; readonly limit: number }) => ({
    ...rest,
    cursor: cursor as MailId | undefined,
  });

  return {
    name: 'mail-log',
    routes: [
      route(mailLog.listMails, ({ query }) => page({ ...query, ...cursorOf(query) })),
      route(mailLog.readMail, ({ params }) => copy(params.mailId)),
      route(mailLog.readMeasuring, async () => ({ measuring: await engagement.measuring() })),
      route(mailLog.changeMeasuring, async ({ body }) => {
        await engagement.measure(body.measuring);
        return body;
      }),
      route(mailLog.listLeadMails, async ({ actor, params, query }) => {
        const { personId, person } = await seen(actor, params.leadId);
        const [mails, stops] = await Promise.all([
          page({ ...cursorOf(query), personId }),
          preferences.stopsOf({ address: person.email, personId }),
        ]);
        return { ...mails, stops: stops.map(({ at, ...stop }) => ({ ...stop, at: at.toISOString() })) };
      }),
      route(mailLog.readLeadMail, async ({ actor, params }) => {
        const { personId } = await seen(actor, params.leadId);
        return copy(params.mailId, personId);
      }),
      route(mailLog.liftBounce, async ({ actor, params, body }) => {
        const { person } = await seen(actor, params.leadId);
        const { firstName, lastName } = (await leads.get(actor, params.leadId)).person;
        const target = { id: params.leadId, name: `${firstName} ${lastName}`.trim() };
        await preferences.lift(person.email, target, body.reason);
      }),
    ],
  };
}
