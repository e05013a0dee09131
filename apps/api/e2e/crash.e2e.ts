import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadId, TenantId } from '@stageline/contracts';
import { createLogger } from '@stageline/platform';
import { startMongod, startRedis } from '@stageline/platform/embedded';
import { runInTenant } from '@stageline/tenancy';
import { afterFile, eventually, startStack, type Stack } from '@stageline/testing';
import { loadConfig } from '../src/config.ts';
import { createContainer, type Container } from '../src/container.ts';
import { LeadModel } from '../src/modules/leads/leads.model.ts';
import { LineMemberModel } from '../src/modules/line/line.model.ts';
import { MailMessageModel } from '../src/modules/mail/mail-message.model.ts';
import { NotificationModel } from '../src/modules/notifications/notification.model.ts';
import { PersonModel } from '../src/modules/registrations/person.model.ts';
import { killable, type Killable } from './killable.ts';

const SITE = 'kevin-gardner';
/** Registrations that are sent at the same time. */
const AT_ONCE = 6;
/** Acknowledged before the kill, and in all. */
const BEFORE_KILL = 15;
const ENOUGH = 35;
/** Long enough for a request that was under way when a store went; after it the visitor has given up. */
const PATIENCE_MS = 15_000;
/** More than a mail stays with a sender that is gone, and its turn after it. */
const CLAIMED_MS = 240_000;

async function killAndRestart(server: Killable): Promise<void> {
  await server.kill();
  await server.restart();
}

describe('kill -9 during registrations', () => {
  let stack: Stack;
  let mongod: Killable;
  let redis: Killable;
  let container: Container;
  let tenantId: TenantId;
  let tried = 0;
  beforeAll(async () => {
    const dir = (name: string) => path.join(process.env['TEST_TMPDIR'] as string, `crash-${name}`);
    [mongod, redis] = await Promise.all([
      killable((port) => startMongod({ dir: dir('mongod'), ...port })),
      killable((port) => startRedis({ dir: dir('redis'), ...port })),
    ]);
    stack = await startStack({ mongoUri: mongod.uri, redisUrl: redis.uri, media: false });
    container = await createContainer(loadConfig(stack.env), createLogger({ service: 'test', level: 'silent' }));
    afterFile(async () => {
      await container.queue.close();
      await container.close();
    });
    tenantId = (await container.modules.tenants.service.findBySlug(SITE))!.id;
  });

  /** Registers and proves the address. @returns the address when both were acknowledged */
  async function register(): Promise<string | undefined> {
    const number = ++tried;
    const email = `crash-${number}@example.com`;
    try {
      const form = { firstName: `Name${number}`, lastName: 'Crash', email };
      const address = stack.url(SITE, '/api/v1/registrations');
      const response = await stack.request('POST', address, form, { timeoutMs: PATIENCE_MS });
      if (response.status !== 201) return undefined;
      const token = await tokenOf(email);
      const confirmed = await stack.request(
        'POST',
        stack.url(SITE, '/api/v1/place/confirm'),
        { token },
        { timeoutMs: PATIENCE_MS },
      );
      return confirmed.status === 200 ? email : undefined;
    } catch {
      return undefined;
    }
  }

  const tokenOf = (email: string) =>
    runInTenant(tenantId, async () => {
      const lead = await LeadModel.findOne({ 'person.email': email }, { _id: 1 }).lean();
      return container.joinLinks.tokenFor(tenantId, lead!._id as LeadId);
    });

  /** Registers until enough is acknowledged, with a kill on the way. @returns the acknowledged addresses */
  async function registerThrough(strike: () => Promise<void>): Promise<string[]> {
    const acknowledged: string[] = [];
    let back: Promise<void> | undefined;
    const visitor = async (): Promise<void> => {
      while (acknowledged.length < ENOUGH && tried < 1000) {
        const email = await register();
        if (email !== undefined) acknowledged.push(email);
        else await back;
        if (acknowledged.length >= BEFORE_KILL) back ??= strike();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, visitor));
    await back;
    return acknowledged;
  }

  /** Leads by their id: they are being assigned meanwhile, and a scan of another index meets one that moves in it twice. */
  const written = () =>
    runInTenant(tenantId, async () => ({
      emails: (await PersonModel.find({}, { emails: 1 }).lean()).map(({ emails }) => emails[0]!.address).sort(),
      leads: await LeadModel.find({}, { linePosition: 1, person: 1, assignee: 1 }).hint({ _id: 1 }).lean(),
      line: await LineMemberModel.find({}, { position: 1 }).lean(),
      told: await NotificationModel.find({ kind: 'lead-assigned' }, { lead: 1, membershipId: 1 }).lean(),
      mail: await MailMessageModel.find({}, { to: 1, subject: 1, kept: 1 }).lean(),
    }));

  it.each([
    [
      'the api',
      async () => {
        stack.api().kill('SIGKILL');
        await stack.api().exited;
        await stack.startApi();
      },
    ],
    ['MongoDB', () => killAndRestart(mongod)],
    ['Redis', () => killAndRestart(redis)],
  ])('H-01 loses nothing that was acknowledged and doubles nothing: %s', async (_name, strike) => {
    const acknowledged = await registerThrough(strike);
    expect(acknowledged.length).toBeGreaterThanOrEqual(ENOUGH);
    const { emails, leads, line } = await written();
    expect(emails).toEqual(expect.arrayContaining(acknowledged));
    expect(new Set(emails).size).toBe(emails.length);
    // One lead for each and one place in line for whoever confirmed, without a gap: half of either exists for nobody.
    expect(leads.map(({ person }) => person.email).sort()).toEqual(emails);
    const placed = leads.filter(({ linePosition }) => linePosition !== null);
    expect(placed.map(({ person }) => person.email)).toEqual(expect.arrayContaining(acknowledged));
    const positions = placed.map((_, index) => index + 1);
    const inOrder = (numbers: (number | null | undefined)[]) => numbers.toSorted((a, b) => a! - b!);
    expect(inOrder(placed.map(({ linePosition }) => linePosition))).toEqual(positions);
    expect(inOrder(line.map(({ position }) => position))).toEqual(positions);
  });

  it('L-10 lets everything that follows from a registration happen once, whatever was killed', async () => {
    await container.relay.drain();
    const { emails, leads, mail, told } = await written();
    expect(leads.filter(({ assignee }) => assignee === null)).toEqual([]);
    const confirmations = mail.filter(({ to }) => to.address.startsWith('crash-'));
    expect(confirmations.map(({ to }) => to.address).sort()).toEqual(emails);
    // The member of the team is told of each lead once; when by mail, and of how many at a time, is theirs to say.
    const owners = leads.map(({ _id, assignee }) => `${_id} ${assignee?.membershipId}`);
    expect(told.map(({ lead, membershipId }) => `${lead?.id} ${membershipId}`).sort()).toEqual(owners.sort());
    const unsent = async () => (await written()).mail.filter(({ kept }) => !kept);
    // What a killed server had in hand is taken up when its claim has run out.
    await eventually(async () => (await unsent()).length === 0, {
      timeoutMs: CLAIMED_MS,
      what: 'every mail to go out',
    });
  }, 300_000);
});
