CREATE TABLE webhooks (
    organization_id {key} NOT NULL,
    id {key} NOT NULL,
    url TEXT NOT NULL,
    event_types TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    secret TEXT NOT NULL,
    previous_secret TEXT,
    previous_secret_expires_at BIGINT,
    enabled {boolean} NOT NULL,
    disabled_reason TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX webhooks_by_time ON webhooks (organization_id, created_at, id);

-- What is sent is in no row: it is rendered from the event at each attempt.
CREATE TABLE webhook_deliveries (
    position {identity},
    organization_id {key} NOT NULL,
    id {key} NOT NULL,
    webhook_id {key} NOT NULL,
    event_id {key} NOT NULL,
    event_type TEXT NOT NULL,
    subject {key} NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT,
    expires_at BIGINT NOT NULL,
    last_attempt_at BIGINT,
    response_status INTEGER,
    error TEXT
);
CREATE UNIQUE INDEX webhook_deliveries_by_id ON webhook_deliveries (organization_id, id);
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (organization_id, webhook_id, position);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (organization_id, webhook_id, due_at, position) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_deliveries_pending ON webhook_deliveries (organization_id, webhook_id, subject, position) WHERE status = 'PENDING';

CREATE TABLE idempotency_keys (
    organization_id {key} NOT NULL,
    id {key} NOT NULL,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (organization_id, expires_at);

-- Whose words an answer may hold: it goes with the memory, and an answer about a memory that was deleted meanwhile cannot be written.
CREATE TABLE idempotency_key_memories (
    organization_id {key} NOT NULL,
    memory_id {key} NOT NULL,
    key_id {key} NOT NULL,
    PRIMARY KEY (organization_id, memory_id, key_id),
    FOREIGN KEY (organization_id, memory_id) REFERENCES memories (organization_id, id),
    FOREIGN KEY (organization_id, key_id) REFERENCES idempotency_keys (organization_id, id)
);
CREATE INDEX idempotency_key_memories_by_key ON idempotency_key_memories (organization_id, key_id);
