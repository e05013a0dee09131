/** What a host's certificate says, as a browser would see it. */
export interface CertificateFacts {
  /** The issuer's name, for a person. */
  readonly issuer: string;
  readonly validFrom: Date;
  readonly validTo: Date;
  /** How many certificates lie between this one and its root, itself included. */
  readonly chainLength: number;
  /** Why a browser would not trust it, in OpenSSL's word (`CERT_HAS_EXPIRED`); null when it would. */
  readonly distrust: string | null;
}

/** Certificates of hosts that are served by us. */
export interface TlsPort {
  /** Whether hosts are served over TLS at all. */
  readonly enabled: boolean;
  /**
   * The certificate that our own edge presents for a host, made now when it is the first time; null where there is no TLS.
   * @throws IntegrationError `no-certificate` when the edge has none, `unavailable` when it does not answer; both may pass
   */
  certificateOf(host: string): Promise<CertificateFacts | null>;
}
