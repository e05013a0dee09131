import { QRCodeSVG } from 'qrcode.react';

interface TotpSecretProps {
  /** `otpauth:` address of the seed. */
  readonly uri: string;
  readonly secret: string;
  readonly texts: { readonly scan: string; readonly type: string; readonly qr: string };
}

/** The seed of an authenticator app, as a picture to scan and as text to type. */
export const TotpSecret = ({ uri, secret, texts }: TotpSecretProps) => (
  <div className="flex flex-col gap-4 text-sm">
    <p className="text-text-muted">{texts.scan}</p>
    {/* Dark on light in either appearance: many cameras read nothing else. */}
    <QRCodeSVG value={uri} size={176} marginSize={2} title={texts.qr} className="rounded-md" />
    <div>
      <p className="text-text-muted">{texts.type}</p>
      <p className="numeric mt-1 font-medium tracking-wide wrap-anywhere select-all">
        {secret.match(/.{1,4}/g)?.join(' ')}
      </p>
    </div>
  </div>
);
