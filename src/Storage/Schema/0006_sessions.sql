-- What a client token allows. The token itself is kept as a hash.
CREATE TABLE sessions (
    organization_id {key} NOT NULL,
    id {key} NOT NULL,
    type TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    allows TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX sessions_by_expiry ON sessions (expires_at, organization_id);

-- That a stream exists and who may read it; what it carries is in memory only.
CREATE TABLE streams (
    organization_id {key} NOT NULL,
    id {key} NOT NULL,
    token_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX streams_by_expiry ON streams (expires_at, organization_id);

ALTER TABLE agent_tasks ADD COLUMN stream_id {key};
ALTER TABLE agent_tasks ADD COLUMN interruptions INTEGER NOT NULL DEFAULT 0;
