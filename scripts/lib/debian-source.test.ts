import { describe, expect, it } from '@jest/globals';
import { originOf } from './debian-source.ts';

describe('where a Debian package comes from', () => {
  it('is read off apt, whichever version stands first', () => {
    const policy = [
      'libsrtp2-dev:',
      '  Installed: 2.5.0-3',
      '  Version table:',
      ' *** 2.5.0-3 500',
      '        100 /var/lib/dpkg/status',
      '        500 http://debian.test/debian bookworm/main amd64 Packages',
    ].join('\n');
    expect(originOf(policy)).toEqual({ uri: 'http://debian.test/debian', suite: 'bookworm', component: 'main' });
  });

  it.each([
    ['only installed', '  Version table:\n *** 2.5.0-3 100\n        100 /var/lib/dpkg/status'],
    ['nothing that apt knows', ''],
  ])('is unknown for %s', (_what, policy) => {
    expect(originOf(policy)).toBeUndefined();
  });
});
