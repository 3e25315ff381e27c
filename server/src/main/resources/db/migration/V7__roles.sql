-- role_arn: the role that is assumed with the service's own identity; null with other credentials.
ALTER TABLE storage_integrations ADD COLUMN role_arn TEXT;
