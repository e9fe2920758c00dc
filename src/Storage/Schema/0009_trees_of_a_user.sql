-- A request that names agent and user but no instance asks for just these trees, however many others the agent has.
CREATE INDEX trees_by_agent_and_user ON trees (organization_id, agent_id, user_id, instance_id);
