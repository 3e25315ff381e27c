-- What one tenant may take; null: as the settings have it, or as all tenants may.
ALTER TABLE tenants ADD COLUMN ingest_events_per_second BIGINT;
ALTER TABLE tenants ADD COLUMN ingest_bytes_per_second BIGINT;
ALTER TABLE tenants ADD COLUMN export_configuration_limit INTEGER;
ALTER TABLE tenants ADD COLUMN storage_integration_limit INTEGER;
ALTER TABLE tenants ADD COLUMN api_key_limit INTEGER;
