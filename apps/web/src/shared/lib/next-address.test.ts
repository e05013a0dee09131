/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { nextAddress } from './next-address.ts';

describe('nextAddress', () => {
  it('follows a path of this host', () => {
    expect(nextAddress('?next=%2Fdashboard%2Fleads%3Fstage%3Dnew', '/dashboard')).toBe('/dashboard/leads?stage=new');
  });
  it.each([
    '',
    '?next=',
    '?next=https%3A%2F%2Fevil.example',
    '?next=%2F%2Fevil.example',
    '?next=%2F%5Cevil.example',
    '?next=javascript%3Aalert(1)',
  ])('goes to the usual place instead of %s', (search) => expect(nextAddress(search, '/dashboard')).toBe('/dashboard'));
});
