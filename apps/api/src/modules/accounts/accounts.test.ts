import { beforeAll, describe, expect, it } from '@jest/globals';
import { ProblemError } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createSiteBed, type SiteBed } from '../../testing/site-bed.ts';
import { createPasswordHasher } from './password-hasher.ts';

let bed: SiteBed;
beforeAll(async () => {
  bed = await createSiteBed();
});

const makeAccount = async (email: string, password: string) => {
  const id = newId('acc');
  const passwordHash = await bed.accounts.hashPassword(password);
  await bed.accounts.ensure({ id, email, name: 'Ann', passwordHash, tenantIds: [] });
  return id;
};

describe('password hashing', () => {
  it('uses argon2id with 19 MiB, 2 passes and 1 lane', async () => {
    const hash = await createPasswordHasher().hash('a password');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('P28 turns callers away at once when the queue is full', async () => {
    const hasher = createPasswordHasher({ concurrency: 1, maxQueued: 2 });
    const attempts = await Promise.allSettled(Array.from({ length: 6 }, () => hasher.hash('a password')));
    const refused = attempts.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(3);
    const [{ reason }] = refused as [PromiseRejectedResult];
    expect(reason).toBeInstanceOf(ProblemError);
    expect(reason).toMatchObject({ code: 'too-many-requests', retryAfterSeconds: 2 });
    await expect(hasher.hash('a password')).resolves.toBeDefined();
  });

  it('frees its slot when hashing fails', async () => {
    const hasher = createPasswordHasher({ concurrency: 1, maxQueued: 0 });
    await expect(hasher.verify('not a hash', 'a password')).rejects.toThrow();
    await expect(hasher.hash('a password')).resolves.toBeDefined();
  });

  it('an unknown address costs a whole hash, like a wrong password', async () => {
    const hasher = createPasswordHasher({ concurrency: 1, maxQueued: 0 });
    await expect(hasher.verify(null, 'any password')).resolves.toBe(false);
    // Only one hash may run at a time: the second caller is turned away because the first is computing one.
    const attempts = await Promise.allSettled([hasher.verify(null, 'one'), hasher.verify(null, 'two')]);
    expect(attempts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });
});

describe('accounts', () => {
  it('refuse a wrong password and an unknown address with the same words', async () => {
    await makeAccount('ann@example.com', 'right password');
    const wrong = await bed.accounts
      .authenticate('ann@example.com', 'wrong')
      .catch((error: ProblemError) => error.toProblem());
    const unknown = await bed.accounts
      .authenticate('nobody@example.com', 'wrong')
      .catch((error: ProblemError) => error.toProblem());
    expect(wrong).toEqual(unknown);
    const account = await bed.accounts.authenticate('ann@example.com', 'right password');
    expect(account).not.toHaveProperty('passwordHash');
  });

  it('one address has one account, whoever asks first', async () => {
    const passwordHash = await bed.accounts.hashPassword('a password');
    const account = { email: 'race@example.com', name: 'Ann', passwordHash, tenantIds: [] };
    const attempts = await Promise.allSettled(
      [1, 2, 3].map(() => bed.accounts.ensure({ id: newId('acc'), ...account })),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const again = { id: (await bed.accounts.findByEmail(account.email))!.id, ...account };
    await expect(bed.accounts.ensure(again)).resolves.toBeUndefined();
  });

  it('P7 the session version comes from memory, and a new password raises it', async () => {
    const id = await makeAccount('session@example.com', 'old password');
    expect(await bed.sessionVersions.ofAccount(id)).toBe(1);
    expect(bed.sessionVersions.ofAccount(id)).toBe(1);
    await bed.accounts.setPassword('session@example.com', 'old password');
    expect(bed.sessionVersions.ofAccount(id)).toBe(1);
    await bed.accounts.setPassword('session@example.com', 'new password');
    expect(await bed.sessionVersions.ofAccount(id)).toBe(2);
    expect(await bed.sessionVersions.ofAccount(newId('acc'))).toBeNull();
  });
});
