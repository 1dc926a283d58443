-- The ledger of what failed was found by reading all that was delivered in thirty days. Few fail: the index is small.
CREATE INDEX webhook_deliveries_failed_idx ON webhook_deliveries (webhook_id, created_at DESC, id DESC) WHERE status = 'failed';
