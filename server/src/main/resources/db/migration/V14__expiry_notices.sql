-- expiry_notice_at: when the next notice of the end of the secret is due; null: it does not say when it ends, or the last was given.
ALTER TABLE storage_integrations ADD COLUMN expiry_notice_at BIGINT;
CREATE INDEX storage_integrations_expiring ON storage_integrations (expiry_notice_at) WHERE expiry_notice_at IS NOT NULL;
