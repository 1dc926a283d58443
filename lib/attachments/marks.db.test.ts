import { utimesSync } from 'node:fs';
import path from 'node:path';
import sql, { type Sql } from 'sql-template-tag';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { db } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { blobKey } from '@/lib/platform/storage';
import { storage } from '@/lib/platform/storage-place';
import { beginStorage, keys, put } from '@/lib/platform/testing-storage';
import { sweepStorage } from './commands/sweep';

/** As many as there are in a day. */
const runs = 24;

/** In milliseconds, a little more than a day from now: by then what is put now is old enough to go. */
const tomorrow = () => Date.now() + 25 * 60 * 60 * 1000;

/** A day of runs. Gives how many keys went. */
async function sweepForADay(now = tomorrow()): Promise<number> {
  let removed = 0;
  for (let run = 0; run < runs; run += 1) removed += await sweepStorage({ now });
  return removed;
}

/** What an operator does who was told that another desk keeps its files here, and knows of none. */
async function removeMarksOfOthers(): Promise<void> {
  const [mine] = await db.query<{ marks: string[] }>(sql`SELECT marks FROM storage_sweep`);
  for await (const { key } of storage().list('desks/'))
    if (!mine?.marks.includes(key.slice(6))) await storage().remove(key);
}

describe('what no row names', () => {
  let place: string;
  beforeEach(async () => {
    place = await beginStorage();
  });

  test('stays where it was there before the desk, and where another desk is: that knows its own', async () => {
    const before = await put(blobKey('00'.repeat(32)));
    const hourAgo = new Date(Date.now() - 60 * 60 * 1000);
    utimesSync(path.join(place, before), hourAgo, hourAgo);
    await sweepStorage();
    const since = await put(blobKey('01'.repeat(32)));
    const other = await put(`desks/${newId()}`);
    expect(await sweepForADay()).toBe(0);
    expect(await keys()).toEqual([before, since]);
    await storage().remove(other);
    // It begins anew: who knows what the other has put there meanwhile.
    await put(blobKey('02'.repeat(32)));
    expect(await sweepForADay()).toBe(1);
    expect(await keys()).toEqual([before, since]);

    // The same files, led to by a database that knows none of them.
    await db.query(sql`DELETE FROM storage_sweep`);
    const later = await put(blobKey('02'.repeat(32)));
    expect(await sweepForADay()).toBe(0);
    expect(await keys()).toEqual([before, since, later]);
  });

  test('stays where a copy of the database, or an older state of it, does not know it', async () => {
    await sweepStorage();
    await sweepStorage();
    const [copy] = await db.query<{ marks: string[]; since: Date }>(
      sql`SELECT marks, kept_since AS since FROM storage_sweep`,
    );
    // What the desk itself goes on to keep, while the copy stands.
    await sweepStorage();
    const [mine] = await db.query<{ marks: string[] }>(sql`SELECT marks FROM storage_sweep`);
    const kept = await put(blobKey('02'.repeat(32)));
    await db.query(sql`UPDATE storage_sweep SET marks = ${copy?.marks}::uuid[], kept_since = ${copy?.since}`);
    expect(await sweepForADay()).toBe(0);
    expect(await keys()).toEqual([kept]);
    // Nor does the desk itself clear anything away, until the copy's marks are taken out.
    await db.query(sql`UPDATE storage_sweep SET marks = ${mine?.marks}::uuid[]`);
    expect(await sweepForADay()).toBe(0);
    await removeMarksOfOthers();
    await put(blobKey('03'.repeat(32)));
    expect(await sweepForADay()).toBe(1);
    expect(await keys()).toEqual([kept]);
  });

  test('stays where two desks keep their files, whichever comes first, and however often each knows the other’s mark', async () => {
    interface State {
      marks: string[];
      since: Date | null;
    }
    const stateNow = async () => (await db.query<State>(sql`SELECT marks, kept_since AS since FROM storage_sweep`))[0];
    const become = (state?: State) =>
      state
        ? db.query(sql`UPDATE storage_sweep SET marks = ${state.marks}::uuid[], kept_since = ${state.since}, at = ''`)
        : db.query(sql`DELETE FROM storage_sweep`);
    await sweepStorage();
    await sweepStorage();
    // One that never was here, then a copy that knows all of the marks; each has a run before the other.
    for (const copy of [undefined, await stateNow()]) {
      let [mine, theirs] = [await stateNow(), copy];
      for (let run = 0; run < 3; run += 1) {
        await become(theirs);
        await sweepStorage({ now: tomorrow() });
        theirs = await stateNow();
        // Named by neither state here: what the one keeps is nobody’s to the other.
        const kept = await put(blobKey('00'.repeat(32)));
        await become(mine);
        await sweepStorage({ now: tomorrow() });
        mine = await stateNow();
        await become(theirs);
        expect(await sweepForADay()).toBe(0);
        theirs = await stateNow();
        await become(mine);
        expect(await sweepForADay()).toBe(0);
        mine = await stateNow();
        expect(await keys()).toEqual([kept]);
      }
      // The other is given a place of its own, and its marks are taken away as the log says.
      await removeMarksOfOthers();
      await sweepStorage();
      await sweepStorage();
    }
  });

  test('stays where the database was restored from a dump, though it knows all marks, until these are taken away', async () => {
    await sweepStorage();
    await sweepStorage();
    const since = await put(blobKey('03'.repeat(32)));
    await db.query(sql`UPDATE storage_sweep SET cluster = 'before'`);
    expect(await sweepForADay()).toBe(0);
    expect(await keys()).toEqual([since]);
    await removeMarksOfOthers();
    await put(blobKey('04'.repeat(32)));
    expect(await sweepForADay()).toBe(1);
    expect(await keys()).toEqual([since]);
  });

  test('stays where the database was led back to an earlier state: only what came after that goes', async () => {
    await sweepStorage();
    await sweepStorage();
    const before = await put(blobKey('05'.repeat(32)));
    const hourAgo = new Date(Date.now() - 60 * 60 * 1000);
    utimesSync(path.join(place, before), hourAgo, hourAgo);
    await db.query(sql`UPDATE storage_sweep SET timeline = 'before', kept_since = now() - interval '1 year'`);
    expect(await sweepForADay()).toBe(0);
    await put(blobKey('06'.repeat(32)));
    expect(await sweepForADay()).toBe(1);
    expect(await keys()).toEqual([before]);
  });

  test('stays where Postgres does not say which database it is; marks are left all the same', async () => {
    await sweepStorage();
    await sweepStorage();
    await put(blobKey('07'.repeat(32)));
    const { query } = db;
    const silent = vi
      .spyOn(db, 'query')
      .mockImplementation(((statement: Sql, name?: string) =>
        statement.text.includes('pg_control_system')
          ? Promise.reject(new Error('not supported'))
          : query(statement, name)) as typeof db.query);
    onTestFinished(() => silent.mockRestore());
    const marks = async () => {
      const all: string[] = [];
      for await (const { key } of storage().list('desks/')) all.push(key);
      return all;
    };
    await removeMarksOfOthers();
    const before = await marks();
    expect(await sweepForADay()).toBe(0);
    expect(await keys()).toHaveLength(1);
    expect(await marks()).not.toEqual(before);
    silent.mockRestore();
    expect(await sweepForADay()).toBe(0);
    expect(await keys()).toHaveLength(1);
  });

  test('stays where there is more of it than of what rows name: another desk’s that leaves no mark', async () => {
    await sweepStorage();
    for (let at = 16; at < 37; at += 1) await put(blobKey(`00${at.toString(16)}${'00'.repeat(30)}`));
    const all = await keys();
    expect(await sweepForADay()).toBe(0);
    expect(await keys()).toEqual(all);
    await storage().remove(all[0] ?? '');
    expect(await sweepForADay()).toBe(20);
  });
});
