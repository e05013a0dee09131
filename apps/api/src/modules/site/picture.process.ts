import { buffer } from 'node:stream/consumers';
import { PictureKind } from '@stageline/contracts';
import sharp from 'sharp';
import { makePicture, PictureRefused } from './picture-maker.ts';

/**
 * A process of its own for one upload: the decoders are native code that a hostile file may keep busy for ever or bring down,
 * and here it is only this process. It is started without the server's environment, so there is no secret in it.
 * Reads the upload from its input; writes one line of JSON and then the files, one after another.
 */
sharp.concurrency(1);
sharp.cache(false);

try {
  const { picture, files } = await makePicture(PictureKind.parse(process.argv[2]), await buffer(process.stdin));
  const head = { picture, files: files.map(({ name, bytes }) => ({ name, length: bytes.length })) };
  process.stdout.write(Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...files.map(({ bytes }) => bytes)]));
} catch (error) {
  if (!(error instanceof PictureRefused)) throw error;
  process.stdout.write(`${JSON.stringify({ refused: error.message })}\n`);
}
