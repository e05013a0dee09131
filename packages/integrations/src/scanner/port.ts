/** What a scanner says of a file. */
export type Verdict =
  | { readonly kind: 'clean' }
  /** `signature` is the scanner's name for what it found. */
  | { readonly kind: 'infected'; readonly signature: string }
  /** Too large for it, or packed too deeply: nobody knows what is in there, and asking again changes nothing. */
  | { readonly kind: 'beyond-limits' };

/** One file on its way to the scanner. */
export interface Scan {
  /** Settles when the scanner has taken the piece, so that no more than one waits in memory. @throws IntegrationError */
  write(piece: Uint8Array): Promise<void>;
  /** The file is complete. @throws IntegrationError */
  verdict(): Promise<Verdict>;
  /** Lets go of the scanner, whether it has answered or not. Harmless when repeated. */
  close(): void;
}

/** Looks for malware in files that people bring. */
export interface ScannerPort {
  /**
   * Begins with a file. Whatever goes wrong on the other side is thrown by `write` and `verdict`: `unavailable` where it
   * does not answer, or not in time, and `malformed-answer`. Only a verdict says that a file is clean.
   */
  open(): Scan;
}
