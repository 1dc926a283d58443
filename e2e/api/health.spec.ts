import { expect, test } from '../fixtures';

test('the server says that it lives and that its database is ready', async ({ api }) => {
  for (const path of ['/healthz', '/readyz']) expect((await api.stranger.get(path)).status).toBe(200);
});

test('a token stands for its owner, and no token for nobody', async ({ api }) => {
  expect((await api.stranger.get('/v2/support-tickets')).status).toBe(401);
  const filed = await api.client.post('/v2/support-tickets', {
    title: 'Prueba del arnés',
    description: 'Un ticket de verdad.',
    priority: 'low',
    category: 'general',
  });
  expect(filed.status).toBe(201);
  expect((await api.client.get(`/v2/support-tickets/${filed.body.data._id}`)).body.data).toEqual(filed.body.data);
});
