import type { Readable } from 'node:stream';
import { ProblemError } from '@stageline/contracts';
import type { FastifyRequest } from 'fastify';
import type { StreamedFile, UploadedFile } from './route.ts';
import { assertClean, throughScanner, type UploadCheck } from './virus-check.ts';

/**
 * The one way in for files (K-14): whatever a handler gets has been to the virus scanner, where there is one. Of a file that
 * comes piece by piece the scanner has the last word before its last byte counts as read.
 */
export class Uploads {
  readonly #request: FastifyRequest;
  readonly #check: UploadCheck | null;
  /** Files that were handed on and not read to their end yet. */
  #unread = 0;

  constructor(request: FastifyRequest, check: UploadCheck | null) {
    this.#request = request;
    this.#check = check;
  }

  /** Reads the one file of a multipart request into memory, never more than the limit. */
  async read(maxBytes: number): Promise<UploadedFile> {
    const file = await readFile(this.#request, maxBytes).catch((error: unknown) => {
      // The parser's own errors have no code: a body that is cut off, or has no boundary.
      throw (error as { code?: unknown }).code === undefined
        ? new ProblemError('bad-request', { cause: error })
        : error;
    });
    if (file === null) throw noFile();
    if (this.#check !== null)
      await assertClean(file.bytes, { ...this.#check, name: file.filename, log: this.#request.log });
    return file;
  }

  /** Hands the one file of a multipart request on piece by piece. */
  async stream(maxBytes: number): Promise<StreamedFile> {
    const limits = { fileSize: maxBytes, files: 1 };
    const part = await this.#request.file({ limits, throwFileSizeLimit: false });
    if (part === undefined) throw noFile();
    this.#unread += 1;
    return { filename: part.filename, content: this.#checked(part.file, part.filename) };
  }

  /** @throws Error where a handler is content with a part of a file: of that nobody knows what it carries */
  assertRead(): void {
    if (this.#unread > 0) throw new Error('A handler has taken a file that it did not read to its end.');
  }

  async *#checked(file: Readable & { readonly truncated: boolean }, name: string): AsyncGenerator<Buffer> {
    const whole = wholeOf(file);
    const { log } = this.#request;
    yield* this.#check === null ? whole : throughScanner(whole, { ...this.#check, name, log });
    this.#unread -= 1;
  }
}

const noFile = () =>
  new ProblemError('validation-failed', {
    issues: [{ in: 'body', pointer: '/file', message: 'Please choose a file.' }],
  });

async function* wholeOf(file: Readable & { readonly truncated: boolean }): AsyncGenerator<Buffer> {
  try {
    yield* file.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  } catch (error) {
    throw new ProblemError('bad-request', { cause: error });
  } finally {
    // What nobody wants any more is let in all the same: most browsers read no answer before they have sent everything.
    file.resume();
  }
  if (file.truncated) throw new ProblemError('payload-too-large');
}

async function readFile(request: FastifyRequest, maxBytes: number): Promise<UploadedFile | null> {
  const part = await request.file({ limits: { fileSize: maxBytes, files: 1 }, throwFileSizeLimit: true });
  return part === undefined ? null : { bytes: await part.toBuffer(), filename: part.filename };
}
