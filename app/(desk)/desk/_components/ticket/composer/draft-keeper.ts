// Longer than most: what becomes of one draft, here, at the server and in other browsers, is one story.
import { withoutSent } from '@/components/attachments/upload-rules';
import { type ApiResult, apiFetch } from '@/components/forms/api';
import { type Attempt, draftStore } from '@/components/forms/draft-store';
import type { DraftObject } from '@/lib/drafts/schema';
import { type DraftText, emptyText, isEmpty, isSame, type Kept, nextRevision, settle } from './draft-rules';

/**
 * Where what was typed is kept: nothing is; with the server soon; with the server; in this browser alone, as the server cannot be
 * reached or takes no such thing.
 */
export type DraftPlace = 'nowhere' | 'soon' | 'server' | 'here' | 'refused';

interface Listener {
  /** Another text than the one on the paper: of an earlier visit, another browser, or one that was taken back. */
  show: (text: DraftText) => void;
  place: (place: DraftPlace) => void;
  /** What was typed elsewhere meanwhile and lost, so that it can be taken instead. */
  other: (text: DraftText | undefined) => void;
}

/** How long after the last key the server is told, and how long it may wait while keys go on; milliseconds. */
const pause = { afterKey: 600, atMost: 4_000, afterFailure: 5_000 };

/** A body that browsers let go out while the page is left. */
const maxKeptAlive = 60_000;

/**
 * Keeps what is typed into one ticket: in this browser with each key, and with the server soon after, so that neither a tab, a
 * line nor a server that dies takes more than the last key, and another browser can go on.
 */
export class DraftKeeper {
  private kept: Kept;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private dueAt = 0;
  private saving: Promise<void> | undefined;
  private looking: Promise<void> | undefined;
  private listener: Listener | undefined;
  private place: DraftPlace = 'nowhere';
  /** What stood here when this page came: the one before may have told the server of it as it was left, and not have heard the answer. */
  private readonly found: number | undefined;
  /** The last sending, so that a retry, after a reload as well, is known as the same. */
  attempt: Attempt | undefined;

  constructor(
    private readonly key: string,
    private readonly url: string,
  ) {
    const found = draftStore.read(key);
    this.attempt = found?.attempt;
    this.found = found?.savedAt;
    this.kept = {
      ...emptyText,
      ...found?.values,
      revision: found?.savedAt ?? 0,
      // What was kept before the server kept drafts is known here alone.
      synced: found?.synced ?? 0,
    };
  }

  /** What stands on the paper now, with its revision. */
  get now(): Kept {
    return this.kept;
  }

  /** Begins to tell: shows what is kept here at once, and what the server has when it comes. Gives how to end it. */
  listen(listener: Listener): () => void {
    this.listener = listener;
    if (!isEmpty(this.kept)) listener.show(this.kept);
    this.tellPlace();
    this.tellOther();
    return () => {
      void this.save();
      if (this.listener === listener) this.listener = undefined;
    };
  }

  /** Reads what the server has, and lets the newer of both stand. */
  look(signal?: AbortSignal): Promise<void> {
    this.looking ??= this.read(signal).finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  /** Takes what the server says that it has. `asked` is the revision that stood here when it was asked. */
  adopt(server: DraftObject, asked = this.kept.revision): void {
    if (server.revision === this.found) this.kept = { ...this.kept, synced: server.revision };
    const before = this.kept;
    const settled = settle(before, server);
    let { kept, other } = settled;
    if (before.revision !== asked && kept !== before && !isEmpty(before)) {
      // Whoever is typing goes on with what they type.
      other = server;
      kept = { ...before, revision: nextRevision(before.revision, server.revision) };
    }
    // Of two papers without a word the one in hand stays as it is: whoever just chose to note is not sent back to a reply.
    if (isEmpty(kept) && isEmpty(before)) kept = { ...kept, internal: before.internal };
    if (other) this.keepOther(other);
    this.kept = kept;
    this.write();
    if (!isSame(kept, before)) this.listener?.show(kept);
    this.tellPlace();
    if (kept.revision !== kept.synced) this.schedule(0);
  }

  /** With each key. */
  typed(text: DraftText): void {
    if (isEmpty(text) && isEmpty(this.kept)) {
      this.kept = { ...this.kept, ...text };
      return;
    }
    this.kept = { ...text, revision: nextRevision(Date.now(), this.kept.revision), synced: this.kept.synced };
    this.write();
    const now = Date.now();
    if (isEmpty(text) || this.place === 'nowhere') this.tell(isEmpty(text) ? 'nowhere' : 'soon');
    if (!this.timer) this.dueAt = now + pause.atMost;
    this.schedule(Math.min(pause.afterKey, this.dueAt - now));
  }

  /** Tells the server now: on leaving the field or the page. */
  async save({ isLeaving = false } = {}): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    // What another browser has typed must be known before it is replaced.
    if (this.looking && !isLeaving) await this.looking;
    if (this.kept.revision === this.kept.synced) return this.saving;
    if (this.saving && !isLeaving) {
      await this.saving;
      return this.save();
    }
    const { message, internal, attachments, revision } = this.kept;
    const body = { message, internal, attachments, revision };
    const keepalive = isLeaving && JSON.stringify(body).length < maxKeptAlive;
    const saving = apiFetch<DraftObject>(this.url, { method: 'PUT', body, keepalive }).then((result) =>
      this.saved(revision, result),
    );
    this.saving = saving;
    await saving;
    if (this.saving === saving) this.saving = undefined;
  }

  /**
   * After what stood here at `revision` was sent: nothing of it comes back. `known` is the revision that the server was told
   * of; what it has of a later one is taken away. What was changed meanwhile (a file that came, reply or note) stays without what
   * was sent.
   */
  finish(revision: number, known: number, sent: Omit<DraftText, 'internal'>): void {
    this.attempt = undefined;
    if (this.kept.revision > revision) {
      const { message, internal, attachments } = this.kept;
      this.typed({
        internal,
        message: message.trim() === sent.message ? '' : message,
        attachments: withoutSent(attachments, sent.attachments),
      });
      return;
    }
    const next = nextRevision(Date.now(), this.kept.revision);
    const synced = known >= revision ? next : known;
    this.kept = { ...emptyText, internal: this.kept.internal, revision: next, synced };
    clearTimeout(this.timer);
    this.timer = undefined;
    this.write();
    this.tellPlace();
    if (synced !== next) this.schedule(0);
  }

  /** Keeps the last sending with the draft. */
  remember(attempt: Attempt): void {
    this.attempt = attempt;
    this.write();
  }

  /**
   * Takes what was typed before anybody listened. What was kept is offered beside it; where another is offered already, it stands
   * before it: neither takes the place of the other unseen.
   */
  takeEarly(message: string): void {
    if (!isEmpty(this.kept) && !draftStore.read(`${this.key}:other`)) {
      this.swap({ ...this.kept, attachments: [], message });
      return;
    }
    this.typed({ ...this.kept, message: [this.kept.message, message].filter(Boolean).join('\n') });
    this.listener?.show(this.kept);
  }

  /** Takes the text that lost in place of this one, which then is the other; or, with null, lets it go. */
  swap(text: DraftText | null): void {
    const before = this.kept;
    this.keepOther(text && !isEmpty(before) ? before : undefined);
    if (!text) return;
    this.typed(text);
    this.listener?.show(this.kept);
  }

  private async read(signal?: AbortSignal): Promise<void> {
    if (this.saving) await this.saving;
    const asked = this.kept.revision;
    const result = await apiFetch<DraftObject>(this.url, { signal }).catch(() => undefined);
    if (result?.ok && !signal?.aborted) this.adopt(result.data, asked);
    else if (this.kept.revision !== this.kept.synced && !this.timer) this.schedule(pause.afterFailure);
  }

  private saved(revision: number, result: ApiResult<DraftObject>): void {
    if (!result.ok) {
      const mayPass = result.status === 0 || result.status >= 500 || result.status === 429;
      this.tell(mayPass ? 'here' : 'refused');
      // What the server refuses (too long, signed out) it refuses again; it stays here.
      if (mayPass) this.schedule(pause.afterFailure);
      return;
    }
    const { data } = result;
    // What was sent from here meanwhile is no news; what was sent elsewhere, by a clock that is ahead, was not this.
    const isSentHere = isEmpty(data) && data.revision <= this.kept.revision;
    if (data.revision > revision && !isSentHere) {
      // Typed elsewhere, by a clock that is ahead. Whoever types here goes on here.
      if (!isEmpty(data)) this.keepOther(data);
      this.kept = { ...this.kept, revision: nextRevision(Date.now(), this.kept.revision, data.revision) };
      this.write();
      this.schedule(0);
      return;
    }
    this.kept = { ...this.kept, synced: revision };
    this.write();
    if (this.kept.revision === revision) this.tellPlace();
  }

  private schedule(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), Math.max(0, ms));
  }

  private write(): void {
    const { message, internal, attachments, revision: savedAt, synced } = this.kept;
    const { attempt } = this;
    if (isEmpty(this.kept) && savedAt === synced) draftStore.remove(this.key);
    else draftStore.write(this.key, { values: { message, internal, attachments }, savedAt, synced, attempt });
  }

  private tellPlace(): void {
    const isKnown = this.kept.revision === this.kept.synced;
    this.tell(isEmpty(this.kept) ? 'nowhere' : isKnown ? 'server' : 'soon');
  }

  private tell(place: DraftPlace): void {
    this.place = place;
    this.listener?.place(place);
  }

  private keepOther(text: DraftText | undefined): void {
    const key = `${this.key}:other`;
    if (text && !isEmpty(text)) {
      const { message, internal, attachments } = text;
      draftStore.write(key, { values: { message, internal, attachments }, savedAt: Date.now() });
    } else draftStore.remove(key);
    this.tellOther();
  }

  private tellOther(): void {
    const found = draftStore.read(`${this.key}:other`);
    this.listener?.other(found && { ...emptyText, ...found.values });
  }
}

const keepers = new Map<string, DraftKeeper>();

/** The one keeper of a person's draft in a ticket: it outlives the paper, so that what it has to tell is told. */
export function draftKeeper(userId: string, ticketId: string): DraftKeeper {
  const key = `reply:${userId}:${ticketId}`;
  const known = keepers.get(key);
  if (known) return known;
  const keeper = new DraftKeeper(key, `/v2/support-tickets/${ticketId}/draft`);
  keepers.set(key, keeper);
  return keeper;
}
