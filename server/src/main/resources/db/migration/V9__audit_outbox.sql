-- What the service records about itself until the event log has it. number: the order in which it
-- was recorded. id: the event's eventID; event: its text, made once, so that what is appended twice
-- is there once.
CREATE TABLE audit_outbox (
    number     BIGINT PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    tenant_id  TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    event      TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX audit_outbox_of_tenant ON audit_outbox (tenant_id);

-- From where keys were used of late. address: the network that counts as one address.
CREATE TABLE key_addresses (
    key_id       TEXT NOT NULL REFERENCES api_keys (id) ON DELETE CASCADE,
    address      TEXT NOT NULL,
    last_used_at BIGINT NOT NULL,
    PRIMARY KEY (key_id, address)
);
