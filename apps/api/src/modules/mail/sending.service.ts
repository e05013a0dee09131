import { MailTopic, STOPPABLE_MAIL_TOPICS, type MailId, type MailStop, type TenantId } from '@stageline/contracts';
import { allEnded, type Clock, type Logger } from '@stageline/platform';
import { currentTenantId, runInTenant } from '@stageline/tenancy';
import type { HandOver, Outcome } from './hand-over.ts';
import { createKeepAlive, type Ticks } from './keep-alive.ts';
import { mailAccountRepository } from './mail-account.repository.ts';
import { mailQueueRepository, type ClaimedMail } from './mail-queue.repository.ts';
import { nextDueTenant } from './mail.cross-tenant.repository.ts';
import { mailRepository } from './mail.repository.ts';

export interface SendingDeps {
  readonly handOver: HandOver;
  /** Mails in an hour and in a day. */
  readonly limitsOf: (tenantId: TenantId) => Promise<{ readonly hour: number; readonly day: number }>;
  readonly isPaused: (tenantId: TenantId) => boolean | Promise<boolean>;
  /** Whether what readers can stop waits, and how much went out (B-14). */
  readonly standing?: { isPaused(): Promise<boolean>; sent(count: number): Promise<void> };
  /** What the current tenant has left for mails that readers can stop: taken before they go, settled after (D-11). */
  readonly credits?: {
    take(amount: number, key: string): Promise<number>;
    settle(key: string, sent: number): Promise<void>;
  };
  /** Closes a mail to an address that does not exist, or whose mailbox was closed for too long. */
  readonly bounced: (mail: ClaimedMail, kind: 'hard-bounce' | 'soft-bounce', detail: string) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** When the claims of mails on their way are renewed. */
  readonly ticks?: Ticks;
}

/** Hands mails over: those that are owed at once, the others in turns (B-14). */
export interface Sending {
  /** Hands one mail over now, if nobody does; what cannot be sent now waits. */
  sendNow(id: MailId): Promise<void>;
  /**
   * Sends what is due of all tenants, a share of each in turn, so that many mails of one do not delay the others'. Joins the
   * round that is under way.
   * @returns how many mails came to an end
   */
  round(): Promise<number>;
  /** Rounds until one has nothing to do. */
  drain(): Promise<void>;
}

/** A mail that was taken, and what stops it. */
interface Judged {
  readonly mail: ClaimedMail;
  readonly stop: MailStop | null;
}
/** `until`: nothing else goes to the address before. */
interface Settled {
  readonly hasEnded: boolean;
  readonly until?: Date;
}

/** How many came to an end, and how many of those went out. */
interface Tally {
  ended: number;
  sent: number;
  /** Of those that went out, what readers can stop: one that came back and goes again is paid for. */
  stoppable: number;
}
const newTally = (): Tally => ({ ended: 0, sent: 0, stoppable: 0 });

/** Mails of one tenant in its turn. */
const SHARE = 100;
/** Mails on their way to the mail server at once, of one tenant. */
const SIDE_BY_SIDE = 25;
/** Mails and turns that a worker has, renewed while it works: after it, what one that is gone has left is taken up again. */
const CLAIM_MS = 2 * 60_000;
const FIRST_REST_MS = 1000;
const LONGEST_REST_MS = 60_000;
const FIRST_DELAY_MS = 60_000;
const LONGEST_DELAY_MS = 60 * 60_000;
/** A mail server that puts a mail off for so long will not take it (RFC 5321, 4.5.4.1, has senders give up after days). */
const GIVE_UP_MS = 2 * 86_400_000;
/** Nobody knows whether an attempt that its worker did not survive has arrived. */
export const MAYBE_TWICE = 'maybe-twice';
/** The mail server had all of it, and its answer did not come. */
export const UNCERTAIN = 'uncertain';

export function createSending(deps: SendingDeps): Sending {
  const { handOver, clock, logger } = deps;
  const whileRenewing = createKeepAlive(logger, deps.ticks);
  /** While the mail server is away nobody tries. */
  let rest = { until: 0, length: 0 };
  let running: Promise<number> | undefined;

  const after = (ms: number) => new Date(clock.now().getTime() + ms);
  const isResting = () => clock.now().getTime() < rest.until;
  const claim = (id: MailId) => mailQueueRepository.claim(id, clock.now(), after(CLAIM_MS));

  function takeRest(): void {
    const length = Math.min(LONGEST_REST_MS, Math.max(FIRST_REST_MS, rest.length * 2));
    rest = { until: clock.now().getTime() + length, length };
    logger.warn({ forMs: length }, 'the mail server is away; mail waits');
  }

  async function settle(mail: ClaimedMail, outcome: Outcome): Promise<Settled> {
    const { id, attempts, failures, createdAt } = mail;
    if (outcome.kind === 'away') {
      await mailQueueRepository.failed(mail, clock.now());
      takeRest();
      return { hasEnded: false };
    }
    rest = { until: 0, length: 0 };
    if (outcome.kind === 'uncertain') return doubt(mail);
    if (outcome.kind === 'bounced') {
      await deps.bounced(mail, 'hard-bounce', outcome.detail);
      return { hasEnded: true };
    }
    if (outcome.kind === 'deferred') {
      if (clock.now().getTime() - createdAt.getTime() > GIVE_UP_MS) {
        if (outcome.detail === undefined) await mailRepository.close(mail, 'rejected', clock.now());
        else await deps.bounced(mail, 'soft-bounce', outcome.detail);
        return { hasEnded: true };
      }
      const until = after(Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures));
      await mailQueueRepository.failed(mail, until);
      return { hasEnded: false, until };
    }
    const isUncertain = outcome.kind === 'sent' && attempts - failures > 1;
    if (isUncertain) logger.warn({ mailId: id, attempts }, 'a mail may have arrived twice: its worker ended meanwhile');
    const detail = isUncertain ? MAYBE_TWICE : 'detail' in outcome ? outcome.detail : undefined;
    await mailRepository.close(mail, outcome.kind, clock.now(), detail);
    return { hasEnded: true };
  }

  /** A mail that may have arrived is sent once more. Two attempts of which nobody knows are enough. */
  async function doubt(mail: ClaimedMail): Promise<Settled> {
    logger.warn({ mailId: mail.id, attempts: mail.attempts }, 'a mail may have arrived: its answer was lost');
    if (mail.attempts - mail.failures > 1) {
      await mailRepository.close(mail, 'sent', clock.now(), UNCERTAIN);
      return { hasEnded: true };
    }
    const until = after(FIRST_DELAY_MS);
    await mailQueueRepository.doubted(mail, UNCERTAIN, clock.now(), until);
    return { hasEnded: false, until };
  }

  /**
   * Claimed mails to one address, one after the other; what comes after one that did not go waits behind it.
   */
  async function sendInOrder(mails: readonly Judged[], tally: Tally): Promise<void> {
    let begun = 0;
    let last: Settled = { hasEnded: true };
    for (const { mail, stop } of mails) {
      if (isResting() || !last.hasEnded || !(await mailQueueRepository.renew(mail, after(CLAIM_MS)))) break;
      begun += 1;
      const isUseless = mail.uselessAt !== null && mail.uselessAt.getTime() < clock.now().getTime();
      const outcome = await handOver.one(mail, isUseless ? 'expired' : stop);
      last = await settle(mail, outcome);
      if (outcome.kind === 'sent') tally.sent += 1;
      if (outcome.kind === 'sent' && mail.topic !== MailTopic.enum.necessary && !mail.cameBack) tally.stoppable += 1;
      if (last.hasEnded) tally.ended += 1;
    }
    const untouched = mails.slice(begun).map(({ mail }) => mail);
    if (untouched.length > 0) await mailQueueRepository.unclaim(untouched, clock.now());
    const { mail } = mails[Math.max(0, begun - 1)]!;
    if (last.until !== undefined) await mailQueueRepository.holdBack(mail, last.until);
  }

  /** Counts what came to an end, also where something went wrong beside it: whoever is on their way is waited for. */
  async function sendGroups(groups: Iterable<readonly Judged[]>, sums = newTally()): Promise<void> {
    const tally = newTally();
    try {
      await allEnded([...groups].map((group) => sendInOrder(group, tally)));
    } finally {
      for (const name of ['ended', 'sent', 'stoppable'] as const) sums[name] += tally[name];
      if (tally.ended > 0) await mailAccountRepository.count(tally.ended, clock.now());
      if (tally.sent > 0) await deps.standing?.sent(tally.sent);
    }
  }

  /** Takes a few mails together: fewer questions to the database, and few that a worker who ends leaves in doubt. */
  async function sendSome(ids: readonly MailId[], keep: () => Promise<unknown>, sums: Tally): Promise<void> {
    const mails = await mailQueueRepository.claimMany(ids, clock.now(), after(CLAIM_MS));
    const renew = () => Promise.all([keep(), mailQueueRepository.renewAll(mails, after(CLAIM_MS))]);
    return whileRenewing(renew, async () => {
      const stops = await handOver.stopsFor(mails);
      const judged = mails.map((mail, at) => ({ mail, stop: stops[at] ?? null }));
      await sendGroups(Map.groupBy(judged, ({ mail }) => mail.to.address).values(), sums);
    });
  }

  /**
   * How many more the current tenant may send now. What is owed may go beyond the limit of each hour by as much again, and no day's
   * limit stops it: nobody loses their link because others were written to.
   */
  async function leftOf(tenantId: TenantId): Promise<{ readonly necessary: number; readonly others: number }> {
    const { hour, day } = await deps.limitsOf(tenantId);
    const sent = await mailAccountRepository.sent(clock.now());
    return { necessary: 2 * hour - sent.hour, others: Math.min(hour - sent.hour, day - sent.day) };
  }

  /** What is due of the current tenant and within its limits, what is owed first. */
  async function pick(key: string): Promise<MailId[]> {
    const now = clock.now();
    const tenantId = currentTenantId();
    const owedOnly = await deps.isPaused(tenantId);
    const left = await leftOf(tenantId);
    const common = { now, owedOnly };
    const owed = Math.min(SHARE, left.necessary);
    const necessary =
      owed <= 0 ? [] : await mailQueueRepository.due({ ...common, limit: owed, topics: [MailTopic.enum.necessary] });
    const isHeld = (await deps.standing?.isPaused()) ?? false;
    const room = isHeld ? 0 : Math.min(SHARE, left.others) - necessary.length;
    const stoppable =
      room <= 0 ? [] : await mailQueueRepository.due({ ...common, limit: room, topics: STOPPABLE_MAIL_TOPICS });
    const isMetered = deps.credits !== undefined && stoppable.length > 0;
    const paid = isMetered ? await deps.credits!.take(stoppable.length, key) : stoppable.length;
    return [...necessary, ...stoppable.slice(0, paid)].map(({ _id }) => _id);
  }

  /** One tenant's turn. */
  async function turn(): Promise<number> {
    const owner = await mailAccountRepository.lease(clock.now(), after(CLAIM_MS));
    if (owner === null) return 0;
    const keep = () => mailAccountRepository.renew(owner, after(CLAIM_MS));
    const key = `mail:${owner}`;
    const sums = newTally();
    try {
      const ids = await pick(key);
      for (let at = 0; at < ids.length && !isResting() && (await keep()); at += SIDE_BY_SIDE)
        await sendSome(ids.slice(at, at + SIDE_BY_SIDE), keep, sums);
      return sums.ended;
    } finally {
      // A worker that dies before this leaves its mails uncounted; what it had taken is free after a while.
      await deps.credits?.settle(key, sums.stoppable);
      await mailAccountRepository.release(owner);
    }
  }

  /** What goes wrong in one tenant's turn is no matter of those behind it. */
  async function turnOf(tenantId: TenantId): Promise<number> {
    try {
      return await runInTenant(tenantId, turn);
    } catch (error) {
      logger.error({ err: error, tenantId }, 'a turn of sending mail failed');
      return 0;
    }
  }

  async function roundOfAll(): Promise<number> {
    let ended = 0;
    let tenantId = isResting() ? null : await nextDueTenant(null, clock.now());
    while (tenantId !== null && !isResting()) {
      ended += await turnOf(tenantId);
      tenantId = await nextDueTenant(tenantId, clock.now());
    }
    return ended;
  }

  const round = (): Promise<number> =>
    (running ??= roundOfAll().finally(() => {
      running = undefined;
    }));

  return {
    async sendNow(id) {
      if (isResting() || (await leftOf(currentTenantId())).necessary <= 0) return;
      const mail = await claim(id);
      if (mail === null) return;
      if (await mailQueueRepository.isBehind(mail)) return mailQueueRepository.unclaim([mail], clock.now());
      const renew = () => mailQueueRepository.renewAll([mail], after(CLAIM_MS));
      await whileRenewing(renew, async () => {
        const [stop = null] = await handOver.stopsFor([mail]);
        await sendGroups([[{ mail, stop }]]);
      });
    },
    round,
    async drain() {
      await running;
      while ((await round()) > 0);
    },
  };
}
