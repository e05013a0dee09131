import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { moduleFiles, moduleNames } from './new-module.ts';
import { inRepo } from './paths.ts';

describe('moduleNames', () => {
  it.each([
    ['saved-offers', { plural: 'SavedOffers', singular: 'SavedOffer', variable: 'savedOffer' }],
    ['replies', { plural: 'Replies', singular: 'Reply', variable: 'reply' }],
  ])('derives the names of %s', (kebab, names) => {
    expect(moduleNames(kebab)).toEqual({ kebab, ...names });
  });

  it.each(['SavedOffers', '../offers', 'offer', 'saved--offers', ''])('refuses %j', (name) => {
    expect(() => moduleNames(name)).toThrow('is no name for a module');
  });
});

describe('moduleFiles', () => {
  it('passes the linter', () => {
    const dir = mkdtempSync(path.join(os.tmpdir(), 'stageline-module-'));
    for (const [name, text] of Object.entries(moduleFiles(moduleNames('saved-offers')))) {
      writeFileSync(path.join(dir, name), text);
    }
    const oxlint = inRepo('node_modules/oxlint/bin/oxlint');
    const config = inRepo('packages/config/oxlint/oxlint.json');
    const { status, stdout } = spawnSync(process.execPath, [oxlint, `--config=${config}`, dir], { encoding: 'utf8' });
    rmSync(dir, { recursive: true });
    expect({ status, stdout }).toMatchObject({ status: 0 });
  });
});
