import { cn } from '../../../shared/lib/cn.ts';
import { strengthOf } from '../lib/password-strength.ts';
import { signupTexts } from '../texts.ts';

const TONES = ['bg-border', 'bg-warning', 'bg-success', 'bg-success'] as const;

/** Three bars and a sentence: the sentence says it all, the bars make it quick. */
export function PasswordStrength({ password }: { readonly password: string }) {
  const strength = strengthOf(password);
  return (
    <>
      {password.length > 0 && (
        <span className="mb-1.5 flex gap-1" aria-hidden="true">
          {[1, 2, 3].map((step) => (
            <span
              key={step}
              className={cn(
                'h-1 flex-1 rounded-full transition-colors',
                strength >= step ? TONES[strength] : 'bg-border',
              )}
            />
          ))}
        </span>
      )}
      <span role="status">{signupTexts().strength[strength]}</span>
    </>
  );
}
