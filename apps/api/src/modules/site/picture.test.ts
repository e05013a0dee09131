import { describe, expect, it } from '@jest/globals';
import { readPicture } from './picture.ts';
import { assertPlainSvg } from './plain-svg.ts';

/** The first bytes of a picture of the given sides, as its format lays them out. */
const png = (width: number, height: number) => {
  const bytes = Buffer.alloc(33);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(bytes);
  bytes.write('IHDR', 12, 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
};
const jpeg = (width: number, height: number) => {
  const app0 = Buffer.from([0xff, 0xe0, 0x00, 0x04, 0x00, 0x00]);
  const frame = Buffer.from([0xff, 0xc2, 0x00, 0x0b, 0x08, 0, 0, 0, 0, 0x01, 0, 0, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), app0, frame]);
};
const webp = (chunk: string, fill: (bytes: Buffer) => void) => {
  const bytes = Buffer.alloc(40);
  bytes.write('RIFF', 0, 'latin1');
  bytes.write(`WEBP${chunk}`, 8, 'latin1');
  fill(bytes);
  return bytes;
};
const lossy = webp('VP8 ', (bytes) => {
  bytes.writeUInt16LE(320, 26);
  bytes.writeUInt16LE(200, 28);
});
const lossless = webp('VP8L', (bytes) => bytes.writeUInt32LE(319 | (199 << 14), 21));
const extended = webp('VP8X', (bytes) => {
  bytes.writeUIntLE(319, 24, 3);
  bytes.writeUIntLE(199, 27, 3);
});

describe('readPicture', () => {
  it.each([
    ['png', png(320, 200)],
    ['jpg', jpeg(320, 200)],
    ['webp', lossy],
    ['webp', lossless],
    ['webp', extended],
  ])('A-10 knows a %s by its bytes', (extension, bytes) => {
    expect(readPicture(bytes)).toEqual({ extension, width: 320, height: 200 });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>')],
    ['a page that begins like a picture', Buffer.from('GIF89a<script>alert(1)</script>')],
    ['a torn PNG', png(10, 10).subarray(0, 20)],
    ['a JPEG without a frame', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
    ['a JPEG whose segments lead nowhere', Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(64, 0xff)])],
    ['another RIFF', webp('VP9 ', () => undefined)],
    ['no pixels', png(0, 10)],
    ['too many pixels', png(5000, 10)],
    ['far too many pixels', jpeg(65_535, 65_535)],
  ])('A-10 refuses %s', (_name, bytes) => {
    expect(() => readPicture(bytes)).toThrow(expect.objectContaining({ code: 'unsupported-media-type' }));
  });
});

describe('assertPlainSvg', () => {
  const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">${inside}</svg>`;

  it('accepts what only draws', () => {
    expect(() => assertPlainSvg(svg('<title>A</title><g fill="url(#a)"><path d="M0 0h1"/></g>'))).not.toThrow();
  });

  it.each([
    '<script>alert(1)</script>',
    '<style>@import url(https://evil.example)</style>',
    '<a href="https://evil.example"><path/></a>',
    '<image href="https://evil.example/x.png"/>',
    '<foreignObject><p/></foreignObject>',
    '<path onclick="alert(1)"/>',
    '<path\nONLOAD = "alert(1)"/>',
    '<path fill="url(https://evil.example)"/>',
    '<path style="fill:red"/>',
    '<use xlink:href="https://evil.example#a"/>',
    '<animate attributeName="x"/>',
  ])('A-10 refuses %s', (inside) => {
    expect(() => assertPlainSvg(svg(inside))).toThrow('An SVG logo may not');
  });

  it('A-10 refuses entities', () => {
    expect(() => assertPlainSvg(`<!DOCTYPE svg [<!ENTITY a "b">]>${svg('')}`)).toThrow('entities');
  });
});
