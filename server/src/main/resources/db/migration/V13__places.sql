-- authentication: what may be shown of the credentials, JSON; before, only roles were shown.
-- confirmed_place: the place of which the tenant has proven that it is its own, where tenants share an identity of the service's.
ALTER TABLE storage_integrations ADD COLUMN authentication TEXT NOT NULL DEFAULT '{"type":"ACCESS_KEY"}';
UPDATE storage_integrations SET authentication = '{"type":"NONE"}' WHERE location LIKE '%"type":"DIRECTORY"%';
UPDATE storage_integrations SET authentication = '{"type":"ASSUMED_ROLE","roleArn":"' || replace(replace(role_arn, '\', '\\'), '"', '\"') || '"}' WHERE role_arn IS NOT NULL;
ALTER TABLE storage_integrations DROP COLUMN role_arn;
ALTER TABLE storage_integrations ADD COLUMN confirmed_place TEXT;
CREATE INDEX storage_integrations_confirmed ON storage_integrations (confirmed_place) WHERE confirmed_place IS NOT NULL;
