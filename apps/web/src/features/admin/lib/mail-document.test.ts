import { describe, expect, it } from '@jest/globals';
import { readableDocument } from './mail-document.ts';

describe('mail document', () => {
  it('opens links in a new tab, in a whole document and in a fragment', () => {
    expect(readableDocument('<html><head><title>x</title></head></html>')).toBe(
      '<html><head><base target="_blank"><title>x</title></head></html>',
    );
    expect(readableDocument('<p>x</p>')).toBe('<base target="_blank"><p>x</p>');
  });
  it('is not fooled by a header element', () => {
    expect(readableDocument('<header>x</header>')).toBe('<base target="_blank"><header>x</header>');
  });
});
