import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '@stageline/platform';
import { loadConfig } from './config.ts';

const REDIS_URL = 'redis://127.0.0.1:6379';

describe('the configuration', () => {
  it('has a default for all but Redis', () => {
    const config = loadConfig({ REDIS_URL });
    expect(config).toMatchObject({ SFU_HOST: '127.0.0.1', SFU_WEBRTC_PORT: 0, SFU_WORKERS: 1 });
    expect(() => loadConfig({})).toThrow(ConfigError);
  });

  it('refuses the default secret in production, and takes one of its own', () => {
    const production = { REDIS_URL, NODE_ENV: 'production' };
    expect(() => loadConfig(production)).toThrow(/TICKET_SECRET/);
    const config = loadConfig({ ...production, TICKET_SECRET: 'x'.repeat(32) });
    expect(config.SFU_WORKERS).toBeGreaterThanOrEqual(1);
  });

  it('lists everything that is wrong', () => {
    const wrong = { REDIS_URL, SFU_PORT: '70000', SFU_WORKERS: 'many', TICKET_SECRET: 'short' };
    expect(() => loadConfig(wrong)).toThrow(/SFU_PORT[^]*SFU_WORKERS[^]*TICKET_SECRET/);
  });
});
