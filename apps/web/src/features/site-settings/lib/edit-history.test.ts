import { describe, expect, it } from '@jest/globals';
import { begin, record, redo, undo } from './edit-history.ts';

describe('edit history', () => {
  it('goes back step by step and forward again, until something new is done', () => {
    const three = record(record(begin('a'), 'b'), 'c');
    expect(undo(undo(undo(three))).present).toBe('a');
    expect(redo(undo(three))).toEqual(three);
    const other = record(undo(three), 'd');
    expect([other.present, redo(other).present, undo(other).present]).toEqual(['d', 'd', 'b']);
  });
});
