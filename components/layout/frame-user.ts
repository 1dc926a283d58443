/** Who is signed in, as the frames show it. `id` gives the avatar its colour. */
export interface FrameUser {
  id: string;
  name: string;
  role: 'client' | 'agent' | 'admin';
  /** A token that is theirs to mind ends within a week. */
  hasExpiring?: boolean;
}
