import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { makePicture } from './picture-maker.ts';
import { createPictureMaker } from './picture.ts';

const maker = createPictureMaker();
const blue = { create: { width: 1500, height: 900, channels: 3 as const, background: '#2050a0' } };
/** Without the process around it: what is refused here keeps no decoder busy. */
const refused = (bytes: Buffer, kind: 'logo' | 'background' = 'logo') =>
  makePicture(kind, bytes).then(
    () => 'taken',
    (error: Error) => `${error.name}: ${error.message}`,
  );

/** A whole PNG of one colour of these sides; its pixels compress to almost nothing. */
function flatPng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(12 + data.length);
    frame.writeUInt32BE(data.length);
    body.copy(frame, 4);
    frame.writeUInt32BE(crc32(body), 8 + data.length);
    return frame;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(1, 8);
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('pictures', () => {
  it('A-10 a polyglot with metadata becomes our own bytes, upright, in several widths', async () => {
    const jpeg = await sharp(blue)
      .jpeg()
      .withExif({ IFD0: { Copyright: 'SECRET-PLACE' } })
      .toBuffer();
    const turned = await sharp(jpeg).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const polyglot = Buffer.concat([turned, Buffer.from('<script>alert("POLYGLOT")</script>PK\u0003\u0004')]);
    const { picture, files } = await maker.make('background', polyglot);
    expect(picture).toMatchObject({ width: 864, height: 1440, widths: [640, 864] });
    expect(files.map(({ name }) => name.slice(32))).toEqual(
      [640, 864].flatMap((width) => [`-${width}.avif`, `-${width}.webp`, `-${width}.jpg`]),
    );
    for (const { name, bytes } of files) {
      expect(bytes.includes('POLYGLOT') || bytes.includes('SECRET') || bytes.includes('<script')).toBe(false);
      const facts = await sharp(bytes).metadata();
      expect([name, facts.width, facts.exif, facts.orientation]).toEqual([
        name,
        Number(/-(\d+)\./.exec(name)?.[1]),
        undefined,
        undefined,
      ]);
    }
  });

  it('A-10 an AVIF is taken, and another picture in the same container refused', async () => {
    const avif = await sharp(blue)
      .avif({ effort: 0 })
      .withExif({ IFD0: { Copyright: 'SECRET-PLACE' } })
      .toBuffer();
    expect(avif.includes('SECRET-PLACE')).toBe(true);
    const { picture, files } = await makePicture('logo', avif);
    expect(picture).toMatchObject({ width: 512, height: 307, widths: [128, 256, 512] });
    for (const { bytes } of files) expect(bytes.includes('SECRET-PLACE')).toBe(false);
    // The brand of a phone's own format: what is inside is not decoded at all.
    const heic = Buffer.from(avif);
    heic.write('heic', 8, 'latin1');
    expect(await refused(heic)).toMatch(/^PictureRefused: Please choose a PNG/);
  });

  it('A-10 an SVG becomes a bitmap, and what it would run is gone', async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20" onload="alert(1)">
      <script>alert('RUN')</script><rect width="40" height="20" fill="#c02626"/></svg>`;
    const { picture, files } = await maker.make('logo', Buffer.from(svg));
    expect(picture).toMatchObject({ width: 512, height: 256, widths: [128, 256, 512] });
    for (const { bytes } of files) expect(bytes.includes('RUN') || bytes.includes('onload')).toBe(false);
    const icon = files.find(({ name }) => name.endsWith('-icon.png'));
    expect(await sharp(icon?.bytes).metadata()).toMatchObject({ format: 'png', width: 64, height: 64 });
  });

  it('A-10 a bomb is refused before it is decoded, and so is everything that is no picture', async () => {
    // 40 megapixels in a few kilobytes.
    expect(await refused(flatPng(8000, 5000))).toMatch(/PictureRefused: That picture has 40 megapixels/);
    expect(await refused(flatPng(60_000, 60_000).subarray(0, 200))).toMatch(/3600 megapixels/);
    await expect(maker.make('logo', Buffer.from('no picture'))).rejects.toMatchObject({
      code: 'unsupported-media-type',
      message: 'Please choose a PNG, JPEG, WebP, AVIF or SVG picture.',
    });
    const png = await sharp(blue).png().toBuffer();
    expect(await refused(png.subarray(0, png.length / 2))).toMatch(/PictureRefused: That file is damaged/);
    expect(await refused(flatPng(200, 200), 'background')).toMatch(/at least 320 pixels/);
    for (const text of [
      '',
      '<!doctype html><script>alert(1)</script>',
      'GIF89a<script>alert(1)</script>',
      '%PDF-1.7',
      '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:9/x.png"/></svg>',
      '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
      '<svg xmlns="http://www.w3.org/2000/svg"><style>@import url(//evil.example)</style></svg>',
      '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>',
      '<svg xmlns="http://www.w3.org/2000/svg"><rect',
    ])
      expect([text, await refused(Buffer.from(text))]).toEqual([text, expect.stringMatching(/^PictureRefused: .+\.$/)]);
  });

  it('A-10 a picture that takes too long is given up, and a crowd of them is asked to wait', async () => {
    const png = await sharp(blue).png().toBuffer();
    const impatient = createPictureMaker({ timeoutMs: 1 });
    const answers = await Promise.allSettled(Array.from({ length: 12 }, () => impatient.make('logo', png)));
    expect(answers.map((answer) => (answer.status === 'rejected' ? answer.reason.code : 'made'))).toEqual(
      Array.from({ length: 12 }, () => 'unavailable'),
    );
  });
});
