import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { storageContract } from './contract.ts';
import { createEmbeddedStorage } from './embedded.ts';
import { createStorage, type StorageConfig } from './index.ts';

describe('storage', () => {
  let directory = '';
  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'stageline-storage-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  const open = () => createEmbeddedStorage({ directory, secret: 'a secret of this test', urlPrefix: '/storage' });

  describe('embedded', () => {
    storageContract(open);

    it('leaves nothing behind when a write fails', async () => {
      await writeFile(path.join(directory, 'blocked'), 'a file where a folder is needed');
      await expect(open().put('blocked/five.png', Buffer.alloc(1))).rejects.toMatchObject({ code: 'unavailable' });
      await open().put('six/six.png', Buffer.alloc(1));
      expect(await readdir(path.join(directory, 'six'))).toEqual(['six.png']);
    });
  });

  it('refuses an unknown kind and an embedded one in production', () => {
    const config: StorageConfig = { kind: 'embedded', directory, secret: 's', urlPrefix: '/storage' };
    const production = { production: true, allowEmbedded: [] };
    expect(() => createStorage({ ...config, kind: 'tape' as 'embedded' }, production)).toThrow('called tape');
    expect(() => createStorage(config, production)).toThrow('ALLOW_EMBEDDED');
    expect(createStorage(config, { production: true, allowEmbedded: ['storage'] })).toBeDefined();
  });
});
