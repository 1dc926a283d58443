import { useTranslations } from 'next-intl';

/** What arrives at the address when something happens, for somebody who has none yet. */
export function ExamplePayload() {
  const t = useTranslations('settings.webhooks.example');
  const payload = {
    type: 'ticket.created',
    timestamp: '2026-01-15T10:30:00.000Z',
    data: {
      ticket: {
        _id: 'support_ticket_01h455vb4pex5vsknk084sn02q',
        number: 1042,
        title: t('ticketTitle'),
        status: 'open',
        priority: 'high',
        category: 'technical',
      },
    },
  };
  const lines = JSON.stringify(payload, null, 2).replace('"category": "technical"', '"category": "technical", …');
  const request = ['POST /hilo HTTP/1.1', 'webhook-id: msg_01h455vb4pex5vsknk084sn02q', 'webhook-signature: v1,K5oZ…'];
  return (
    <section aria-labelledby="example-title" className="mt-8 max-w-[680px]">
      <h2 id="example-title" className="text-md">
        {t('title')}
      </h2>
      <p className="mt-1 mb-2.5 text-sm text-text-3">{t('text')}</p>
      <pre tabIndex={0} role="region" aria-label={t('label')}>
        <code>
          {request.join('\n')}
          {'\n\n'}
          {lines}
        </code>
      </pre>
    </section>
  );
}
