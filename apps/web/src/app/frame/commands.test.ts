import { describe, expect, it } from '@jest/globals';
import { House } from 'lucide-react';
import { type Command, matchCommands } from './commands.ts';

const command = (label: string, keywords = ''): Command => ({
  id: label,
  label,
  keywords,
  icon: House,
  run: () => undefined,
});
const commands = [command('Today', 'home start'), command('Team', 'members'), command('View your site', 'team page')];
const labels = (query: string) => matchCommands(commands, query).map(({ label }) => label);

describe('command palette', () => {
  it('shows everything until something is typed', () => expect(labels(' ')).toHaveLength(3));
  it('finds by other words and puts labels that begin with it first', () => {
    expect(labels('home')).toEqual(['Today']);
    expect(labels('team')).toEqual(['Team', 'View your site']);
  });
  it('asks for every word', () => expect(labels('view members')).toEqual([]));
});
