-- Times are microseconds since 1970-01-01 UTC. {key} is text that compares by its bytes, {bytes} a binary column, {identity} a number that only grows.

-- Secrets and settings of the whole server.
CREATE TABLE settings (
    name {key} NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE organizations (
    organization_id {key} NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE api_keys (
    organization_id {key} NOT NULL,
    id {key} NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    hint TEXT NOT NULL,
    hash {key} NOT NULL,
    is_operator {boolean} NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX api_keys_by_hash ON api_keys (hash);

CREATE TABLE events (
    organization_id {key} NOT NULL,
    id {key} NOT NULL,
    type TEXT NOT NULL,
    subject {key} NOT NULL,
    subject_version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    entity TEXT NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX events_by_time ON events (organization_id, created_at, id);
CREATE INDEX events_by_subject ON events (organization_id, subject);

-- One row per event and consumer that has not acknowledged it. The relay reads it across organizations.
CREATE TABLE outbox (
    position {identity},
    organization_id {key} NOT NULL,
    event_id {key} NOT NULL,
    consumer {key} NOT NULL,
    FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
);
CREATE UNIQUE INDEX outbox_by_event ON outbox (organization_id, event_id, consumer);
CREATE INDEX outbox_by_consumer ON outbox (consumer, position);
