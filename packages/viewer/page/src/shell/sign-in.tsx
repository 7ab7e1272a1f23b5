/** Asks for the token when the page was opened without it. */
import { Button, PasswordInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { signIn, tokenOf } from '../api/session.ts';
import styles from './sign-in.module.css';

/** Shows the form. */
export function SignIn({ onDone }: { readonly onDone: () => void }): ReactNode {
  const [token, setToken] = useState('');
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void (async () => {
      try {
        const pasted = token.trim();
        await signIn(tokenOf(pasted.slice(Math.max(0, pasted.indexOf('#')))) ?? pasted);
        onDone();
      } catch (failure) {
        setError(failure instanceof Error ? failure.message : 'That did not work.');
      }
    })();
  };
  return (
    <main className={styles.page}>
      <form className={styles.form} onSubmit={submit}>
        <h1>Spanwise</h1>
        <p>
          What is stored here may be private, so reading it needs the token that{' '}
          <code>spanwise dev</code> printed. Open the whole address it printed, or paste the token.
        </p>
        <PasswordInput
          label="Token"
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          error={error}
          autoComplete="off"
          data-autofocus
        />
        <Button type="submit" disabled={token.trim() === ''} fullWidth>
          Open
        </Button>
      </form>
    </main>
  );
}
