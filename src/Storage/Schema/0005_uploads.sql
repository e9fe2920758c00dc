-- Whether form feeds part the text into pages.
ALTER TABLE memory_contents ADD COLUMN has_pages {boolean} NOT NULL DEFAULT FALSE;

-- Uploads that were handed out for a file memory; content_version is 0 until the file has come, then the version that it is the source of.
CREATE TABLE memory_uploads (
    organization_id {key} NOT NULL,
    memory_id {key} NOT NULL,
    id {key} NOT NULL,
    file_name TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    is_announced {boolean} NOT NULL,
    content_version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, memory_id, id),
    FOREIGN KEY (organization_id, memory_id) REFERENCES memories (organization_id, id)
);
