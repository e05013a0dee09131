import { describe, expect, it } from '@jest/globals';
import { encodeEventFrame } from './frames.ts';

/** Reads an unmasked RFC 6455 frame the way a client does. */
function decode(frame: Buffer): { opcode: number; final: boolean; text: string; length: number } {
  const marker = frame[1]! & 0x7f;
  const offset = marker < 126 ? 2 : marker === 126 ? 4 : 10;
  const length = marker < 126 ? marker : marker === 126 ? frame.readUInt16BE(2) : Number(frame.readBigUInt64BE(2));
  return {
    opcode: frame[0]! & 0x0f,
    final: (frame[0]! & 0x80) !== 0,
    text: frame.subarray(offset, offset + length).toString(),
    length: offset + length,
  };
}

describe('encodeEventFrame', () => {
  it.each([1, 100, 126, 65_000, 70_000])('is one whole text frame for a payload of %i characters', (size) => {
    const payload = { text: 'ü'.repeat(size) };
    const frame = encodeEventFrame('/line', 'line:joined', payload);
    const decoded = decode(frame);
    expect(decoded).toMatchObject({ opcode: 1, final: true, length: frame.length });
    expect(decoded.text).toBe(`42/line,${JSON.stringify(['line:joined', payload])}`);
  });
});
