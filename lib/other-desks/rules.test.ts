import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf, formatOf, lacksOf, readRow, readTime } from './rules';

const zendesk = [
  'Id',
  'Requester',
  'Requester email',
  'Subject',
  'Status',
  'Priority',
  'Tags',
  'Created at',
  'Assignee',
];
const freshdesk = ['Ticket ID', 'Subject', 'Status', 'Priority', 'Created time', 'Email', 'Full name'];

function zendeskRow(cells: Partial<Record<string, string>>) {
  const usual: Record<string, string> = {
    Id: '7',
    Requester: 'Laura',
    'Requester email': 'laura@example.com',
    Subject: 'Hola',
    Status: 'Open',
    'Created at': '2025-03-04 09:12',
  };
  const row = zendesk.map((name) => cells[name] ?? usual[name] ?? '');
  return readRow('zendesk', columnsOf('zendesk', zendesk), row);
}

function ticketOf(understood: ReturnType<typeof readRow>) {
  if ('problems' in understood) throw new Error(JSON.stringify(understood));
  return understood.ticket;
}

describe('a header', () => {
  test('tells which help desk wrote it, in any case, order and with underscores or blanks', () => {
    expect(formatOf(zendesk)).toBe('zendesk');
    expect(formatOf(freshdesk.toReversed().map((name) => ` ${name.toUpperCase().replaceAll(' ', '_')} `))).toBe(
      'freshdesk',
    );
    expect(formatOf(['Asunto', 'ID de ticket', 'Solicitante', 'Estado', 'Fecha de creación'])).toBe('zendesk');
    expect(formatOf(['name', 'email'])).toBeNull();
  });

  test('that lacks what every ticket needs is told what', () => {
    expect(lacksOf(columnsOf('zendesk', ['Id', 'Subject']))).toEqual(['status', 'createdAt']);
  });
});

describe('statuses and priorities', () => {
  test.each([
    ['New', 'open'],
    ['OPEN', 'in_progress'],
    ['Pending', 'pending'],
    ['On-hold', 'pending'],
    ['Solved', 'resolved'],
    ['Cerrado', 'closed'],
  ])('Zendesk’s %s is %s', (Status, status) => {
    expect(ticketOf(zendeskRow({ Status })).status).toBe(status);
  });

  test.each([
    ['-', 'medium'],
    ['', 'medium'],
    ['Normal', 'medium'],
    ['Urgente', 'urgent'],
    ['LOW', 'low'],
  ])('priority %j is %s', (Priority, priority) => {
    expect(ticketOf(zendeskRow({ Priority })).priority).toBe(priority);
  });

  test('of one’s own are refused unless it was said what they mean', () => {
    const row = (options = {}) =>
      readRow(
        'freshdesk',
        columnsOf('freshdesk', freshdesk),
        ['1', 'S', 'On review', '3', '2025-01-15', 'a@b.example', ''],
        options,
      );
    expect(row()).toMatchObject({ problems: [{ field: 'status', code: 'INVALID_STATUS' }] });
    expect(ticketOf(row({ statuses: { 'on review': 'pending' } }))).toMatchObject({
      status: 'pending',
      priority: 'high',
    });
  });

  test('that are names of every object’s own are no words of the table', () => {
    for (const Status of ['constructor', '__proto__', 'toString'])
      expect(zendeskRow({ Status })).toMatchObject({ problems: [{ field: 'status', code: 'INVALID_STATUS' }] });
  });
});

describe('a row', () => {
  test('names each problem as the file names its column', () => {
    const wrong = { 'Requester email': 'nobody', 'Created at': '31/31/2025', Status: '', Id: '' };
    expect(zendeskRow(wrong)).toEqual({
      externalId: '',
      problems: [
        { field: 'created at', code: 'INVALID_TIME' },
        { field: 'id', code: 'ID_REQUIRED' },
        { field: 'status', code: 'STATUS_REQUIRED' },
        { field: 'requester email', code: 'INVALID_EMAIL' },
      ],
    });
  });

  test('without a description tells its subject, without a subject the first line of its description', () => {
    expect(ticketOf(zendeskRow({ Subject: 'Solo\nasunto' }))).toMatchObject({
      title: 'Solo asunto',
      description: 'Solo\nasunto',
    });
    const columns = columnsOf('freshdesk', [...freshdesk, 'Description']);
    const row = ['1', '', 'Open', 'Low', '2025-01-15', 'a@b.example', '', 'Primera\nsegunda'];
    expect(ticketOf(readRow('freshdesk', columns, row))).toMatchObject({
      title: 'Primera',
      description: 'Primera\nsegunda',
    });
  });

  test('keeps a subject that is too long whole in the description', () => {
    const Subject = 'ñ'.repeat(300);
    const { ticket, notes } = zendeskRow({ Subject }) as {
      ticket: { title: string; description: string };
      notes: string[];
    };
    expect(ticket.title).toBe(`${'ñ'.repeat(199)}…`);
    expect(ticket.description).toBe(Subject);
    expect(notes).toEqual(['TITLE_CUT']);
  });

  test('whatever stands in it is a ticket or has problems that name a field', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 12 }), (cells) => {
        for (const format of ['zendesk', 'freshdesk'] as const) {
          const understood = readRow(format, columnsOf(format, format === 'zendesk' ? zendesk : freshdesk), cells);
          if ('problems' in understood) {
            expect(understood.problems.length).toBeGreaterThan(0);
            for (const { field, code } of understood.problems) expect([field, code].join()).toMatch(/^[^,]+,[A-Z_]+$/);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a time', () => {
  test.each([
    ['2025-03-04 09:12', 'UTC', '2025-03-04T09:12:00.000Z'],
    ['2025-03-04 09:12', 'America/Bogota', '2025-03-04T14:12:00.000Z'],
    ['2025-07-01 12:00:30', 'Europe/Madrid', '2025-07-01T10:00:30.000Z'],
    ['2025-01-01 12:00:30', 'Europe/Madrid', '2025-01-01T11:00:30.000Z'],
    // In the hour that the spring skips, and just before autumn's second two o'clock.
    ['2025-03-30 03:00', 'Europe/Madrid', '2025-03-30T01:00:00.000Z'],
    ['2025-10-26 01:59', 'Europe/Madrid', '2025-10-25T23:59:00.000Z'],
    ['2025-03-04T09:12:00Z', 'America/Bogota', '2025-03-04T09:12:00.000Z'],
    ['2025-03-04 09:12:00 +0530', 'America/Bogota', '2025-03-04T03:42:00.000Z'],
    ['2025-03-04 09:12:00 UTC', 'America/Bogota', '2025-03-04T09:12:00.000Z'],
    ['2025-03-04', 'UTC', '2025-03-04T00:00:00.000Z'],
    ['31/01/2025 18:05', 'UTC', '2025-01-31T18:05:00.000Z'],
    ['1/31/2025, 6:05 PM', 'UTC', '2025-01-31T18:05:00.000Z'],
    ['31/01/2025 12:05 a. m.', 'UTC', '2025-01-31T00:05:00.000Z'],
  ])('%s in %s is %s', (text, timeZone, moment) => {
    expect(readTime(text, { timeZone })).toBe(moment);
  });

  test('that could be two days is one of them only when it was said which', () => {
    expect(readTime('03/04/2025')).toBeNull();
    expect(readTime('03/04/2025', { dates: 'dmy' })).toBe('2025-04-03T00:00:00.000Z');
    expect(readTime('03/04/2025', { dates: 'mdy' })).toBe('2025-03-04T00:00:00.000Z');
    expect(readTime('04/04/2025')).toBe('2025-04-04T00:00:00.000Z');
  });

  test.each(['', 'yesterday', '2025-02-30', '2025-13-01', '2025-01-01 25:00', '45000', '2025-01-01 10:61'])(
    '%j is none',
    (text) => expect(readTime(text)).toBeNull(),
  );

  test('read in any zone is the one that was written', () => {
    const moments = fc.date({ min: new Date('1990-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(
        moments,
        fc.constantFrom('America/Bogota', 'Asia/Kolkata', 'Pacific/Auckland'),
        (moment, timeZone) => {
          const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
            moment,
          );
          const read = Date.parse(readTime(shown, { timeZone }) ?? '');
          // An hour of each autumn is there twice, and nothing tells which is meant.
          expect([0, 3_600_000]).toContain(Math.abs(read - Math.floor(moment.getTime() / 1000) * 1000));
        },
      ),
    );
  });
});
