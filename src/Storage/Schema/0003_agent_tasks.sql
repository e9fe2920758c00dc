CREATE TABLE agent_tasks (
    organization_id {key} NOT NULL,
    id {key} NOT NULL,
    task_type TEXT NOT NULL,
    status TEXT NOT NULL,
    request TEXT NOT NULL,
    failure_reason TEXT,
    metadata TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    completed_at BIGINT,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id)
);
CREATE INDEX agent_tasks_by_time ON agent_tasks (organization_id, created_at, id);

-- A part refers to the memory it was taken from: words of a memory that is deleted meanwhile cannot be written.
CREATE TABLE agent_task_results (
    organization_id {key} NOT NULL,
    task_id {key} NOT NULL,
    ordinal INTEGER NOT NULL,
    memory_id {key},
    part TEXT NOT NULL,
    PRIMARY KEY (organization_id, task_id, ordinal),
    FOREIGN KEY (organization_id, task_id) REFERENCES agent_tasks (organization_id, id),
    FOREIGN KEY (organization_id, memory_id) REFERENCES memories (organization_id, id)
);
CREATE INDEX agent_task_results_by_memory ON agent_task_results (organization_id, memory_id) WHERE memory_id IS NOT NULL;
