/** What is kept of a form between visits. `attempt` is the last send, so that a retry after a reload is still the same one. */
export interface Draft {
  values: Record<string, unknown>;
  /** Milliseconds since 1970. */
  savedAt: number;
  /** The `savedAt` that the server is known to have; absent where drafts stay in this browser. */
  synced?: number;
  attempt?: Attempt;
}

/** An Idempotency-Key and the body that it stands for. */
export interface Attempt {
  key: string;
  body: string;
}

const prefix = 'hilo_draft:';

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const draft = value as Partial<Draft>;
  return typeof draft.values === 'object' && draft.values !== null && typeof draft.savedAt === 'number';
}

/** Drafts in this browser. Storage may be full, off or hold anything: then there simply is no draft. */
export const draftStore = {
  read(key: string): Draft | undefined {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(prefix + key) ?? 'null');
      return isDraft(value) ? value : undefined;
    } catch {
      return undefined;
    }
  },
  /** Whether it could be kept. */
  write(key: string, draft: Draft): boolean {
    try {
      localStorage.setItem(prefix + key, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  },
  remove(key: string): void {
    try {
      localStorage.removeItem(prefix + key);
    } catch {
      // Nothing was kept, so nothing stays.
    }
  },
};

/** 128 random bits. `crypto.randomUUID` is missing on plain http, which an office's own network may well use. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
