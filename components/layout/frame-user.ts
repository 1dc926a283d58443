/** Who is signed in, as the frames show it. `id` gives the avatar its colour. */
export interface FrameUser {
  id: string;
  name: string;
  role: 'client' | 'agent' | 'admin';
  /** A token that is theirs to mind ends within a week. */
  hasExpiring?: boolean;
  /** Of those who work here: they take no tickets in turn for now. */
  isAway?: boolean;
}
