/** What we keep: pictures and documents under a path that the tenancy layer has built. */
export interface StoragePort {
  /**
   * Stores an object, whole or not at all; one that is there already is replaced.
   * @param path relative, with `/`, from `tenantPath`; its extension says what the object is
   * @throws IntegrationError `invalid-path`, `unavailable`
   */
  put(path: string, bytes: Buffer): Promise<void>;
  /**
   * The same for what is too large for memory.
   * @returns how many bytes were stored
   * @throws what `content` throws, with nothing stored
   */
  putStream(path: string, content: AsyncIterable<Uint8Array>): Promise<number>;
  /** An object piece by piece, or null. @throws IntegrationError `invalid-path`, `unavailable`, also while it is read */
  readStream(path: string): Promise<AsyncIterable<Buffer> | null>;
  /** The object, or null. @throws IntegrationError `invalid-path`, `unavailable` */
  get(path: string): Promise<StoredObject | null>;
  /** Removes the object; one that is not there is no error. */
  delete(path: string): Promise<void>;
  /** Bytes of all objects below a folder; 0 where there is none. @throws IntegrationError `invalid-path`, `unavailable` */
  sizeOf(folder: string): Promise<number>;
  /** Removes a folder with everything in it; one that is not there is no error. @throws IntegrationError `invalid-path`, `unavailable` */
  deleteFolder(folder: string): Promise<void>;
  /** An address under which the object can be read without further rights, until it expires. */
  signedUrl(path: string, expiresInSeconds: number): string;
  /** The object of a signed address, or null when the signature is not ours, has expired, or nothing is there. */
  openSigned(url: string): Promise<StoredObject | null>;
}

export interface StoredObject {
  readonly bytes: Buffer;
  readonly contentType: string;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  jpg: 'image/jpeg',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webp: 'image/webp',
};

/** The content type that an extension stands for; anything unknown is a download. */
export function contentTypeOf(path: string): string {
  return CONTENT_TYPES[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
}
