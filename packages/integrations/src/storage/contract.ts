import { expect, it } from '@jest/globals';
import { IntegrationError } from '../kit/errors.ts';
import type { StoragePort } from './port.ts';

/** What every storage adapter must do; run it inside a `describe` of the adapter. */
export function storageContract(open: () => StoragePort): void {
  const bytes = Buffer.from([0, 1, 2, 250, 255]);

  it('answers what was put, with the content type of its extension', async () => {
    const storage = open();
    await storage.put('tenants/tnt_a/logos/one.png', bytes);
    expect(await storage.get('tenants/tnt_a/logos/one.png')).toEqual({ bytes, contentType: 'image/png' });
  });

  it('replaces an object whole', async () => {
    const storage = open();
    await storage.put('tenants/tnt_a/two.webp', Buffer.alloc(100_000, 1));
    await storage.put('tenants/tnt_a/two.webp', bytes);
    expect((await storage.get('tenants/tnt_a/two.webp'))?.bytes).toEqual(bytes);
  });

  it('stores and reads what is too large for memory, whole or not at all', async () => {
    const storage = open();
    async function* content(fails: boolean) {
      for (let piece = 0; piece < 100; piece += 1) yield Buffer.alloc(10_000, piece);
      if (fails) throw new Error('The sender went away');
    }
    expect(await storage.putStream('tenants/tnt_a/large.csv', content(false))).toBe(1_000_000);
    await expect(storage.putStream('tenants/tnt_a/large.csv', content(true))).rejects.toThrow('went away');
    const sizes: number[] = [];
    for await (const piece of (await storage.readStream('tenants/tnt_a/large.csv'))!) sizes.push(piece.byteLength);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(1_000_000);
    expect(sizes.length).toBeGreaterThan(5);
    expect(await storage.readStream('tenants/tnt_a/none.csv')).toBeNull();
    expect(await storage.readStream('tenants/tnt_a')).toBeNull();
    await expect(storage.putStream('../out', content(false))).rejects.toThrow(IntegrationError);
  });

  it('sums up what lies below a folder', async () => {
    const storage = open();
    await storage.put('tenants/tnt_size/a.png', bytes);
    await storage.put('tenants/tnt_size/deep/er/b.png', Buffer.alloc(1000));
    expect(await storage.sizeOf('tenants/tnt_size')).toBe(1005);
    expect(await storage.sizeOf('tenants/tnt_siz')).toBe(0);
    await storage.deleteFolder('tenants/tnt_siz');
    expect(await storage.sizeOf('tenants/tnt_size')).toBe(1005);
    await storage.deleteFolder('tenants/tnt_size');
    expect(await storage.sizeOf('tenants/tnt_size')).toBe(0);
    await expect(storage.deleteFolder('tenants/../tenants')).rejects.toThrow(IntegrationError);
    await expect(storage.sizeOf('tenants/../tenants')).rejects.toThrow(IntegrationError);
  });

  it('answers null for what is not there, and after a delete', async () => {
    const storage = open();
    expect(await storage.get('tenants/tnt_a/none.png')).toBeNull();
    expect(await storage.get('tenants')).toBeNull();
    await storage.put('tenants/tnt_a/three.png', bytes);
    await storage.delete('tenants/tnt_a/three.png');
    await storage.delete('tenants/tnt_a/three.png');
    expect(await storage.get('tenants/tnt_a/three.png')).toBeNull();
  });

  it.each(['../secret', 'a/../../secret', '/etc/passwd', 'a//b', './a', 'a/.', 'a\\b', 'a\0b', '', 'a/..'])(
    'refuses the path %j',
    async (path) => {
      const storage = open();
      await expect(storage.put(path, bytes)).rejects.toBeInstanceOf(IntegrationError);
      await expect(storage.get(path)).rejects.toMatchObject({ code: 'invalid-path', retryable: false });
      expect(() => storage.signedUrl(path, 60)).toThrow(IntegrationError);
    },
  );

  it('opens an address that it signed, and no other', async () => {
    const storage = open();
    await storage.put('tenants/tnt_a/four.png', bytes);
    await storage.put('tenants/tnt_b/four.png', bytes);
    const url = storage.signedUrl('tenants/tnt_a/four.png', 60);
    expect((await storage.openSigned(url))?.bytes).toEqual(bytes);
    expect(await storage.openSigned(url.replace('tnt_a', 'tnt_b'))).toBeNull();
    expect(await storage.openSigned(url.replace(/expires=\d+/, 'expires=99999999999'))).toBeNull();
    expect(await storage.openSigned(url.replace(/signature=./, 'signature='))).toBeNull();
    expect(await storage.openSigned(storage.signedUrl('tenants/tnt_a/four.png', -1))).toBeNull();
  });
}
