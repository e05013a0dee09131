import { Button } from '../../../shared/ui/button.tsx';
import { registrationTexts } from '../texts.ts';

/**
 * Asks for the mail once more: a form and no script.
 * @param to who registered; left out where the browser keeps it for the server
 */
export const SendAgain = ({ to }: { readonly to?: { readonly email: string; readonly firstName: string } }) => (
  <form method="post" action="/registered/send-again" className="mt-4">
    {to && Object.entries(to).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
    <Button type="submit" size="sm">
      {registrationTexts().sendAgain}
    </Button>
  </form>
);
