-- expires_at: from then on the key opens nothing; null: it does not end by itself. last_used_at: exact
-- to a minute. replaced_by: the key that was made in its place.
ALTER TABLE api_keys ADD COLUMN expires_at BIGINT;
ALTER TABLE api_keys ADD COLUMN last_used_at BIGINT;
ALTER TABLE api_keys ADD COLUMN replaced_by TEXT;

-- auditing: whether events are taken and shown. recipients: mail addresses, one space between two.
ALTER TABLE tenants ADD COLUMN auditing SMALLINT NOT NULL DEFAULT 1;
ALTER TABLE tenants ADD COLUMN recipients TEXT NOT NULL DEFAULT '';
