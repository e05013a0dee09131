import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ConfigError, parseConfig } from './config.ts';

const schema = z.object({
  PORT: z.coerce.number().int().default(3000),
  SECRET: z.string().min(8),
  MODE: z.enum(['a', 'b']).default('a'),
  LIST: z
    .string()
    .default('x,y')
    .transform((text) => text.split(',')),
});

describe('config', () => {
  it('parses what is known, ignores the rest, and takes an empty variable for an absent one', () => {
    expect(parseConfig(schema, { SECRET: 'long enough', PORT: '80', MODE: '', HOME: '/root' })).toEqual({
      PORT: 80,
      SECRET: 'long enough',
      MODE: 'a',
      LIST: ['x', 'y'],
    });
  });

  it('names every variable that is wrong, and no value', () => {
    const parse = () => parseConfig(schema, { SECRET: 'hunter2', PORT: 'hunter3', MODE: 'hunter4' });
    expect(parse).toThrow(ConfigError);
    let error: unknown;
    try {
      parse();
    } catch (thrown) {
      error = thrown;
    }
    const { message, problems } = error as ConfigError;
    expect(problems).toHaveLength(3);
    for (const name of ['SECRET', 'PORT', 'MODE']) expect(message).toContain(name);
    expect(message).not.toContain('hunter');
  });

  it('says that a variable is missing in those words', () => {
    const needed = z.object({ URL: z.string().min(1), LIST: z.array(z.string()).default([]) });
    for (const env of [{}, { URL: '' }]) expect(() => parseConfig(needed, env)).toThrow('  URL: is not set.');
  });

  it('freezes the result, lists included', () => {
    const config = parseConfig(schema, { SECRET: 'long enough' });
    expect(Object.isFrozen(config)).toBe(true);
    expect(() => (config.LIST as string[]).push('z')).toThrow(TypeError);
  });
});
