-- Vectors of an embedding model, of the items of a tree (owner) or the chunks of a memory (owner). Those of a model that is being
-- replaced stand beside the new ones until all of these are there.
CREATE TABLE vectors (
    organization_id {key} NOT NULL,
    owner_id {key} NOT NULL,
    item_id {key} NOT NULL,
    model {key} NOT NULL,
    vector {bytes} NOT NULL,
    PRIMARY KEY (organization_id, owner_id, item_id, model)
);
