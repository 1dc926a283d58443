import { v7 } from 'uuid';
import type { EventName } from '@/lib/events/record';
import type { Prisma } from '@/lib/generated/prisma/client';
import { type Change, changeSentence, mayClientMove, mayMove, statusAfterReply } from '@/lib/tickets/rules';
import { describeFile } from './files';
import { resolveMoment } from './moments';
import { type PersonKey, people, type StaffKey } from './people';
import { fillText } from './text';
import type { FileSpec, StatusSpec, Step, Text, TicketSpec } from './types';

/** What all stories share: the present, everybody's ids, everybody's numbers, and the order of ids made for the same time. */
export interface World {
  now: Date;
  userIds: Record<PersonKey, string>;
  numberOf(key: string): number;
  nextOrdinal(): number;
}

/** One demo ticket played from its opening to now by the same rules as the commands, kept as the rows these would write. */
export class TicketStory {
  readonly threads: Prisma.ThreadCreateManyInput[] = [];
  readonly attachments: Prisma.AttachmentCreateManyInput[] = [];
  readonly events: (Prisma.EventCreateManyInput & { createdAt: Date })[] = [];
  readonly ticket: Prisma.TicketCreateManyInput & {
    id: string;
    status: NonNullable<Prisma.TicketCreateManyInput['status']>;
  };
  private readonly opened: Date;
  private assignee: StaffKey | null = null;
  private at: Date;

  constructor(
    private readonly spec: TicketSpec,
    private readonly world: World,
  ) {
    this.opened = resolveMoment(spec.opened, world.now);
    this.at = this.opened;
    this.ticket = {
      id: this.newId(),
      number: world.numberOf(spec.key),
      title: this.fill(spec.title),
      description: this.fill(spec.description),
      status: 'open',
      priority: spec.priority,
      category: spec.category,
      clientId: world.userIds[spec.client],
      tags: spec.tags,
      version: 1,
      noteVersion: 0,
      createdAt: this.opened,
      updatedAt: this.opened,
      staffUpdatedAt: this.opened,
    };
    this.addMessage(spec.client, spec.description, spec.files);
    this.addEvent('ticket.created', spec.client, {});
    for (const step of spec.steps) this.play(step);
  }

  private play(step: Step): void {
    const at = resolveMoment(step.at, this.world.now, this.at);
    const isStaff = people[step.by].role !== 'client';
    if (at < this.at || at > this.world.now) throw new Error(`${this.spec.key}: a step at ${step.at} is out of order`);
    if (!isStaff && step.by !== this.spec.client) throw new Error(`${this.spec.key}: is not a ticket of ${step.by}`);
    this.at = at;
    if ('says' in step) {
      this.reply(step.by, step.says, step.files);
      if (step.leaves) {
        this.at = new Date(at.getTime() + 1000);
        this.move(step.by, step.leaves);
      }
    } else if ('sets' in step) {
      this.move(step.by, step.sets);
    } else if (!isStaff) {
      throw new Error(`${this.spec.key}: only staff writes notes and assigns`);
    } else if ('notes' in step) {
      const threadId = this.addMessage(step.by, step.notes, step.files, true);
      this.ticket.noteVersion = (this.ticket.noteVersion ?? 0) + 1;
      this.ticket.staffUpdatedAt = this.at;
      this.addEvent('ticket.noted', step.by, { threadId }, true);
    } else {
      this.change(step.by, undefined, step.assigns);
    }
  }

  private reply(by: PersonKey, says: Text, files?: FileSpec[]): void {
    const isStaff = people[by].role !== 'client';
    const status = statusAfterReply(this.ticket.status, isStaff ? 'agent' : 'client', this.assignee !== null);
    if (!status) throw new Error(`${this.spec.key}: is closed and takes no reply`);
    const isTaken = isStaff && this.ticket.status === 'open' && this.assignee === null;
    const threadId = this.addMessage(by, says, files);
    this.addEvent('ticket.replied', by, { threadId });
    this.change(by, status, isTaken ? (by as StaffKey) : undefined);
  }

  private move(by: PersonKey, to: StatusSpec): void {
    const from = this.ticket.status;
    const status = typeof to === 'string' ? to : 'resolved';
    const isAllowed = people[by].role === 'client' ? mayClientMove(from, status) : mayMove(from, status);
    if (!isAllowed || from === status)
      throw new Error(`${this.spec.key}: ${by} cannot move it from ${from} to ${status}`);
    this.change(by, status, undefined, typeof to === 'string' ? undefined : this.fill(to.resolved));
  }

  /** One change of the ticket: version and times, a system line and the event for what really differs. */
  private change(by: PersonKey, status = this.ticket.status, assignee = this.assignee, resolution?: string): void {
    const { ticket, world } = this;
    const before = {
      status: ticket.status,
      assignedToId: ticket.assignedToId ?? null,
      resolution: ticket.resolution ?? null,
    };
    const idOf = (staff: StaffKey | null) => staff && world.userIds[staff];
    const changes: Record<string, { from: string | null; to: string | null }> = {};
    ticket.version = (ticket.version ?? 1) + 1;
    ticket.updatedAt = this.at;
    ticket.staffUpdatedAt = this.at;
    if (status !== before.status) {
      changes.status = { from: before.status, to: status };
      ticket.status = status;
      if (status === 'resolved') ticket.resolvedAt = this.at;
      else if (status !== 'closed' && ticket.resolvedAt) Object.assign(ticket, { resolvedAt: null, resolution: null });
      const change: Change = { kind: 'status', from: before.status, to: status, ...(resolution ? { resolution } : {}) };
      this.addSystemLine(by, change, null);
    }
    if (resolution !== undefined) {
      changes.resolution = { from: before.resolution, to: resolution };
      ticket.resolution = resolution;
    }
    if (assignee !== this.assignee) {
      changes.assignedToId = { from: before.assignedToId, to: idOf(assignee) };
      ticket.assignedToId = idOf(assignee);
      this.assignee = assignee;
      this.addSystemLine(by, { kind: 'assignee', from: before.assignedToId, to: idOf(assignee) }, assignee);
    }
    if (Object.keys(changes).length > 0) this.addEvent(this.eventName(before.status), by, { changes });
  }

  private eventName(before: string): EventName {
    const { status } = this.ticket;
    if (status === before) return 'ticket.changed';
    if (status === 'resolved' || status === 'closed') return `ticket.${status}`;
    return before === 'resolved' || before === 'closed' ? 'ticket.reopened' : 'ticket.changed';
  }

  private addSystemLine(by: PersonKey, change: Change, to: StaffKey | null): void {
    const names = { by: people[by].name, to: to && people[to].name, isSelf: to === by };
    this.addThread(by, 'system', changeSentence(change, names, 'es'), { change: { ...change } });
  }

  private addMessage(by: PersonKey, text: Text, files: FileSpec[] = [], isInternal = false): string {
    const threadId = this.addThread(by, people[by].role === 'client' ? 'user' : 'agent', this.fill(text), {
      isInternal,
    });
    for (const [position, [name, size]] of files.entries()) {
      const file = describeFile(this.fill(name), by, String(this.ticket.number));
      const row = { id: this.newId(), ticketId: this.ticket.id, threadId, position, size, createdAt: this.at };
      this.attachments.push({ ...row, ...file });
    }
    return threadId;
  }

  private addThread(
    by: PersonKey,
    type: 'user' | 'agent' | 'system',
    message: string,
    more: { isInternal?: boolean; change?: Prisma.InputJsonObject },
  ): string {
    const id = this.newId();
    const row = { id, ticketId: this.ticket.id, authorId: this.world.userIds[by], type, message, createdAt: this.at };
    this.threads.push({ ...row, ...more });
    return id;
  }

  private addEvent(name: EventName, by: PersonKey, data: Prisma.InputJsonObject, isInternal = false): void {
    const subject = { subjectType: 'ticket', subjectId: this.ticket.id };
    this.events.push({
      name,
      actorId: this.world.userIds[by],
      ...subject,
      isInternal,
      data,
      position: 0n,
      createdAt: this.at,
    });
  }

  private fill(text: Text): string {
    return fillText(text, this.opened, this.world.numberOf);
  }

  private newId(): string {
    return v7({ msecs: this.at.getTime(), seq: this.world.nextOrdinal() });
  }
}
