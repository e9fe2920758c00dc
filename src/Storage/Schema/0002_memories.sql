CREATE TABLE memory_types (
    organization_id {key} NOT NULL,
    id {key} NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    metadata_fields TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX memory_types_by_time ON memory_types (organization_id, created_at, id);

CREATE TABLE memories (
    organization_id {key} NOT NULL,
    id {key} NOT NULL,
    type_id {key} NOT NULL,
    source_type TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT,
    metadata TEXT NOT NULL,
    content_status TEXT NOT NULL,
    failure_reason TEXT,
    content_version BIGINT NOT NULL,
    synchronized_version BIGINT NOT NULL,
    chunk_count INTEGER NOT NULL,
    shard INTEGER,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, type_id) REFERENCES memory_types (organization_id, id)
);
CREATE INDEX memories_by_time ON memories (organization_id, created_at, id);

-- By time within the shard, so that new rows go to its end. Unique (it holds the whole key), which lets a shard load in this order without sorting.
CREATE UNIQUE INDEX memories_by_shard ON memories (organization_id, type_id, shard, created_at, id);


CREATE TABLE memory_contents (
    organization_id {key} NOT NULL,
    memory_id {key} NOT NULL,
    content_version BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (organization_id, memory_id)
);

-- The index entry stands before the text: a shard that loads reads it without touching the text's pages.
CREATE TABLE chunks (
    organization_id {key} NOT NULL,
    memory_id {key} NOT NULL,
    content_version BIGINT NOT NULL,
    number INTEGER NOT NULL,
    index_entry {bytes} NOT NULL,
    heading TEXT NOT NULL,
    pages TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (organization_id, memory_id, number)
);
