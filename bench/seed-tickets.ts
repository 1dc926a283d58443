import sql, { raw } from 'sql-template-tag';
import { inTransaction } from '@/lib/platform/db';

const words = raw(
  `ARRAY['factura','acceso','clave','webhook','cobro','reporte','validación','cuenta','error','plan','correo','permiso']`,
);
const steps = 'Hola, lo **revisamos**:\n\n1. Abre *Ajustes*.\n2. Cambia la clave.\n\n```\ncurl -H "x: 1"\n```';

/**
 * Fills the desk with tickets as an import would leave them, in seconds: clients, and per ticket one to three messages, some
 * long and with Markdown. A tenth are `agentId`'s. Search finds none of them: the index is not written.
 */
export async function seedTickets(count: number, agentId: string): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.query(sql`SET LOCAL statement_timeout = '10min'`);
    // Without the search index, which is not what is measured.
    await tx.query(sql`ALTER TABLE threads DISABLE TRIGGER USER`);
    await tx.query(
      sql`INSERT INTO users (id, role, email, name)
          SELECT gen_random_uuid(), 'client', 'cliente' || i || '@bench.example', 'Cliente ' || i FROM generate_series(1, 2000) i`,
    );
    await tx.query(
      sql`INSERT INTO tickets (id, title, description, status, priority, category, client_id, assigned_to_id, tags, created_at,
            updated_at, staff_updated_at, resolution, resolved_at)
          SELECT gen_random_uuid(), 'Problema con ' || w.all[1 + i % 12] || ' y ' || w.all[1 + (i / 12) % 12] || ' en el ambiente ' || i,
            'Desde ayer falla ' || w.all[1 + i % 12] || '. ' || repeat('El detalle sigue aquí, con lo que ya probamos. ', 1 + i % 6),
            s.status, (ARRAY['low','medium','high','urgent'])[1 + (i * 7) % 4]::ticket_priority,
            (ARRAY['technical','billing','account','feature_request','general'])[1 + i % 5]::ticket_category,
            c.ids[1 + i % 2000], CASE WHEN i % 10 = 0 THEN ${agentId}::uuid END, ARRAY[w.all[1 + i % 12]],
            now() - make_interval(mins => ${count}::int - i), now() - make_interval(mins => (${count}::int - i) / 2),
            now() - make_interval(mins => (${count}::int - i) / 2),
            CASE WHEN s.status = 'resolved' THEN 'Resuelto.' END, CASE WHEN s.status = 'resolved' THEN now() END
          FROM generate_series(1, ${count}::int) i,
            LATERAL (SELECT (ARRAY['open','pending','in_progress','resolved','closed'])[1 + (i * 3) % 5]::ticket_status AS status) s,
            (SELECT ${words} AS all) w, (SELECT array_agg(id) AS ids FROM users WHERE role = 'client') c`,
    );
    await tx.query(
      sql`INSERT INTO threads (id, ticket_id, author_id, type, message, created_at)
          SELECT gen_random_uuid(), t.id, CASE WHEN n = 2 THEN ${agentId}::uuid ELSE t.client_id END,
            (CASE WHEN n = 2 THEN 'agent' ELSE 'user' END)::thread_type,
            CASE n WHEN 1 THEN t.description WHEN 2 THEN ${steps}
              ELSE 'Sigue igual, mira https://example.com/captura y lo que dice el registro.' END,
            t.created_at + make_interval(mins => n)
          FROM tickets t, generate_series(1, 3) n WHERE n <= 1 + t.number % 3`,
    );
    await tx.query(sql`ALTER TABLE threads ENABLE TRIGGER USER`);
    await tx.query(sql`ANALYZE users, tickets, threads`);
  });
}
