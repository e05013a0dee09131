/** Stageline's own name and sign: a stage, and the line that grows from it. */
export const Wordmark = ({ suffix }: { readonly suffix?: string }) => (
  <span className="inline-flex min-h-11 items-center gap-2.5 text-base font-semibold tracking-tight text-text">
    <svg viewBox="0 0 24 24" className="size-6" fill="none" aria-hidden="true">
      <rect width="24" height="24" rx="7" className="fill-primary" />
      <path d="M6.5 16.5h11" className="stroke-on-primary" strokeWidth="2.2" strokeLinecap="round" />
      <path
        d="M6.5 12h7.5M6.5 7.5h4"
        className="stroke-on-primary"
        strokeWidth="2.2"
        strokeLinecap="round"
        opacity="0.7"
      />
    </svg>
    Stageline
    {suffix !== undefined && <span className="font-normal text-text-muted">{suffix}</span>}
  </span>
);
