import { describe, expect, it } from '@jest/globals';
import { sponsorshipOf } from './sponsorship.ts';

describe('the rule of sponsors', () => {
  const inviter = { position: 7, emails: ['ana@work.example', 'ana.ruiz@gmail.com'] };
  it.each([
    [null, 'new@example.com', undefined, { sponsor: null, sponsorCause: 'none' }],
    ['abc', 'new@example.com', undefined, { sponsor: null, sponsorCause: 'unknown-code' }],
    ['abc', 'new@example.com', inviter, { sponsor: 7, sponsorCause: 'invite-link' }],
    ['abc', 'anaruiz+2@googlemail.com', inviter, { sponsor: null, sponsorCause: 'own-link-ignored' }],
    ['abc', 'ana@work.example', inviter, { sponsor: null, sponsorCause: 'own-link-ignored' }],
    ['abc', 'ana.ruiz@example.com', inviter, { sponsor: 7, sponsorCause: 'invite-link' }],
    ['abc', 'new@example.com', { position: 7, emails: [] }, { sponsor: 7, sponsorCause: 'invite-link' }],
  ] as const)('H-03 the code %s of %s with %j makes %j', (via, email, whose, expected) => {
    expect(sponsorshipOf(via, ['other@example.com', email], whose)).toEqual(expected);
  });
});
