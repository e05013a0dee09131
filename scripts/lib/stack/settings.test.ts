import { describe, expect, it } from '@jest/globals';
import { readSettings } from './settings.ts';

describe('readSettings', () => {
  it('has defaults for everything', () => {
    expect(readSettings({}, [])).toMatchObject({ port: 3000, apex: 'localhost:3000', dev: false });
    expect(readSettings({}, []).stateDir).toMatch(/\/\.state$/);
  });

  it('derives the apex from the port, and takes another one', () => {
    expect(readSettings({ PORT: '3100' }, []).apex).toBe('localhost:3100');
    expect(readSettings({ PORT: '3100', APEX: 'stage.test' }, []).apex).toBe('stage.test');
  });

  it.each(['abc', '0', '70000', '3000.5'])('refuses PORT=%s', (PORT) => {
    expect(() => readSettings({ PORT }, [])).toThrow('no TCP port');
  });

  it('refuses embedded servers in production', () => {
    const refusal = (): unknown => readSettings({ NODE_ENV: 'production', REDIS_URL: 'redis://x' }, []);
    expect(refusal).toThrow(
      expect.objectContaining({
        advice: ['Set MONGODB_URI to a server of your own.', expect.stringContaining('ALLOW_EMBEDDED=mongodb')],
      }),
    );
  });

  it('allows them in production when they are named', () => {
    const env = { NODE_ENV: 'production', ALLOW_EMBEDDED: 'email, mongodb,redis' };
    expect(readSettings(env, []).mongodbUri).toBeUndefined();
  });
});
