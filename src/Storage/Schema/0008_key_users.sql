-- The user that a key was made for.
ALTER TABLE api_keys ADD COLUMN user_id TEXT;
