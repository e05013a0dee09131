import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { plainIssue } from './plain-issue.ts';

const said = (schema: z.ZodType, value: unknown): string =>
  schema.safeParse(value, { error: plainIssue }).error!.issues[0]!.message;

describe('plainIssue', () => {
  it('L-15 says plainly what a schema says nothing about, and leaves the words of one that does', () => {
    expect([
      said(z.string(), undefined),
      said(z.string(), 7),
      said(z.string().min(1), ''),
      said(z.string().min(10), 'short'),
      said(z.string().max(2), 'long'),
      said(z.int().max(5), 6),
      said(z.array(z.string()).min(2), []),
      said(z.enum(['a', 'b']), 'c'),
      said(z.email(), 'x'),
      said(z.iso.datetime(), 'x'),
      said(z.union([z.int(), z.boolean()]), 'x'),
      said(z.string().max(2, 'Two at most.'), 'long'),
    ]).toEqual([
      'Please fill this in.',
      'This value cannot be used here.',
      'Please fill this in.',
      'At least 10 characters.',
      'At most 2 characters.',
      'At most 5.',
      'At least 2 entries.',
      'Please choose one of the options.',
      'Please give an e-mail address such as name@example.com.',
      'This does not have the form that it needs.',
      'This value cannot be used here.',
      'Two at most.',
    ]);
  });
});
