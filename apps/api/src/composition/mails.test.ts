import { describe, expect, it } from '@jest/globals';
import { ProblemError, type SessionId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { sessionsOf } from './mails.ts';

const failing = (problem: Error) => {
  const get = async () => {
    throw problem;
  };
  return sessionsOf({ get, list: async () => ({ items: [] }) as never });
};
const id = newId('ses') as SessionId;

describe('masterclasses as their mails need them', () => {
  it('B-06 one that is gone is null; a read that fails says nothing about it', async () => {
    await expect(failing(new ProblemError('not-found')).find(id)).resolves.toBeNull();
    const away = new Error('connection closed');
    await expect(failing(away).find(id)).rejects.toBe(away);
    await expect(failing(new ProblemError('conflict')).find(id)).rejects.toMatchObject({ code: 'conflict' });
  });
});
