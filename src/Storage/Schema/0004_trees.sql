-- One row per memory tree. Its id is a hash of its address.
CREATE TABLE trees (
    organization_id {key} NOT NULL,
    id {key} NOT NULL,
    agent_id {key} NOT NULL,
    instance_id {key} NOT NULL,
    user_id {key} NOT NULL,
    salt TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX trees_by_address ON trees (organization_id, agent_id, instance_id, user_id);
CREATE INDEX trees_by_user ON trees (organization_id, user_id);

-- Facts, messages, episodes, artifacts, nodes, summaries, runs and tombstones, told apart by kind.
CREATE TABLE tree_items (
    organization_id {key} NOT NULL,
    id {key} NOT NULL,
    tree_id {key} NOT NULL,
    kind TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    body TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);

-- In the order of creation, so that new rows go to a tree's end and a tree loads without sorting.
CREATE UNIQUE INDEX tree_items_by_tree ON tree_items (organization_id, tree_id, created_at, id);

CREATE TABLE tree_entries (
    organization_id {key} NOT NULL,
    tree_id {key} NOT NULL,
    item_id {key} NOT NULL,
    entry {bytes} NOT NULL,
    PRIMARY KEY (organization_id, tree_id, item_id)
);

-- Who shares which claim, all of it as keyed hashes.
CREATE TABLE wisdom_shares (
    organization_id {key} NOT NULL,
    agent_id {key} NOT NULL,
    claim_hash {key} NOT NULL,
    tree_hash {key} NOT NULL,
    user_hash {key} NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, agent_id, claim_hash, tree_hash)
);
CREATE INDEX wisdom_shares_by_tree ON wisdom_shares (organization_id, agent_id, tree_hash);

-- Work that is due later, of any kind. The loop that runs it reads across organizations.
CREATE TABLE scheduled_work (
    organization_id {key} NOT NULL,
    kind {key} NOT NULL,
    subject {key} NOT NULL,
    payload TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    leased_until BIGINT,
    attempts INTEGER NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, kind, subject)
);
CREATE INDEX scheduled_work_by_time ON scheduled_work (due_at);
