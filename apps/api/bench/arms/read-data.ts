import type { MembershipId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import type mongoose from 'mongoose';
import { searchTokens } from '../../src/modules/leads/lead-search.ts';
import { ownerToken } from '../../src/modules/leads/leads.filter.ts';

type Db = NonNullable<mongoose.Connection['db']>;
type Row = { _id: string; [field: string]: unknown };

/** Whose data it is: a site as `openSite` makes it, or one of the many that are only there to be in the way. */
export interface Owner {
  readonly tenantId: string;
  readonly repId: string;
  readonly sessionId: string;
}
export interface Amounts {
  readonly leads: number;
  readonly members: number;
  readonly sessions: number;
  readonly attendance: number;
  readonly messages: number;
  readonly mails: number;
}

const DAY_MS = 86_400_000;
const STAGES = ['new', 'contacted', 'qualified', 'won', 'lost'] as const;

const rows = (count: number, make: (index: number) => Row): Row[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Rows of one tenant, in the shape in which the product stores them. */
export function rowsOf({ tenantId, repId, sessionId }: Owner, amounts: Amounts): Record<string, Row[]> {
  const start = Date.now() - 90 * DAY_MS;
  const at = (index: number, of: number) => new Date(start + (index * 90 * DAY_MS) / of);
  const person = (index: number) => ({
    firstName: `Maria${index}`,
    lastName: 'Santos',
    email: `p${index}@${tenantId}.example`,
    phone: '+15552345678',
    company: 'Acme Ltd',
  });
  const lead = (index: number): Row => {
    const createdAt = at(index, amounts.leads);
    const stage = STAGES[index % STAGES.length]!;
    const change = {
      pipelineId: 'default',
      stage,
      at: createdAt,
      cause: 'member',
      actorId: repId,
      actorName: 'Rep',
      reason: null,
    };
    const isOwned = index % 3 === 0;
    const assignee = { membershipId: repId, name: 'Rep', at: createdAt, reason: { method: 'roundRobin', pool: 'rep' } };
    return {
      _id: newId('led'),
      tenantId,
      personId: newId('per'),
      sessionId,
      linePosition: index + 1,
      person: person(index),
      pipelineId: 'default',
      stage,
      outcome: stage === 'won' || stage === 'lost' ? stage : 'open',
      source: 'site',
      readers: [ownerToken(isOwned ? (repId as MembershipId) : null)],
      search: searchTokens(person(index)),
      version: 3,
      stageChangedAt: createdAt,
      history: [change, change, change],
      assignee: isOwned ? assignee : null,
      attendance: { [sessionId]: 1800 },
      createdAt,
    };
  };
  const session = (index: number): Row => {
    const startsAt = at(index, amounts.sessions);
    return {
      _id: newId('ses'),
      tenantId,
      title: `Masterclass ${index}`,
      description: '',
      startsAt,
      endsAt: new Date(startsAt.getTime() + 3_600_000),
      timeZone: 'Europe/Berlin',
      status: 'ended',
      startedAt: startsAt,
      endedAt: startsAt,
      registered: 0,
      viewers: 0,
      attended: 0,
    };
  };
  return {
    leads: rows(amounts.leads, lead),
    line_members: rows(amounts.leads, (index) => ({
      _id: newId('lin'),
      tenantId,
      position: index + 1,
      firstName: 'Maria',
      lastInitial: 'S',
      joinedAt: at(index, amounts.leads),
    })),
    memberships: rows(amounts.members, (index) => ({
      _id: newId('mem'),
      tenantId,
      accountId: newId('acc'),
      name: `Rep ${index}`,
      email: `rep${index}@${tenantId}.example`,
      roles: ['rep'],
      rank: 1,
      active: true,
      turn: index,
      createdAt: new Date(start),
    })),
    sessions: rows(amounts.sessions, session),
    attendance: rows(amounts.attendance, (index) => ({
      _id: newId('att'),
      tenantId,
      sessionId,
      identity: newId('per'),
      role: 'attendee',
      connectionId: `${tenantId}-${index}`,
      nodeId: 'node',
      joinedAt: new Date(start),
      leftAt: new Date(start + 1000),
      lastSeenAt: new Date(start + 1000),
      presumed: false,
    })),
    chat_messages: rows(amounts.messages, (index) => ({
      _id: newId('msg'),
      tenantId,
      sessionId,
      sequence: index + 1,
      identity: newId('per'),
      clientId: `${index}`,
      authorName: 'Maria S.',
      fromHost: false,
      text: 'A message of an ordinary length, as people write them.',
      sentAt: at(index, amounts.messages),
    })),
    mailmessages: rows(amounts.mails, (index) => ({
      _id: newId('mai' as never),
      tenantId,
      key: `${index}`,
      from: { address: 'no-reply@bench.example' },
      to: { address: `p${index}@${tenantId}.example` },
      subject: `Your place ${index}`,
      html: '<p>…</p>',
      text: '…',
      status: 'sent',
      kept: true,
      createdAt: at(index, amounts.mails),
      sentAt: at(index, amounts.mails),
    })),
  };
}

/** Writes rows straight into the collections: it is the data that counts here, not how it came. */
export async function store(db: Db, all: readonly Record<string, Row[]>[]): Promise<void> {
  for (const collection of new Set(all.flatMap((each) => Object.keys(each)))) {
    const own = all.flatMap((each) => each[collection] ?? []);
    for (let start = 0; start < own.length; start += 5000) {
      await db.collection<Row>(collection).insertMany(own.slice(start, start + 5000), { ordered: false });
    }
  }
}
