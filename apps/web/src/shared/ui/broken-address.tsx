import { Fragment } from 'react';

/**
 * An e-mail address that breaks where a reader would break it: before `@` and before a dot. Within a part only where that is
 * too long by itself.
 */
export const BrokenAddress = ({ address }: { readonly address: string }) => (
  <span className="wrap-anywhere">
    {address
      .replaceAll(/[@.]/g, '\n$&')
      .split('\n')
      .map((part, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- parts may be alike; their place is what they are
        <Fragment key={index}>
          {index === 0 ? null : <wbr />}
          {part}
        </Fragment>
      ))}
  </span>
);
