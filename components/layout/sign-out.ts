/** Ends the session on the server and leaves. Goes to the sign-in page even when the server cannot be reached. */
export async function signOut(): Promise<void> {
  try {
    const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
    await fetch('/api/auth/signout', {
      method: 'POST',
      body: new URLSearchParams({ csrfToken, callbackUrl: '/sign-in', json: 'true' }),
    });
  } finally {
    location.assign('/sign-in');
  }
}
