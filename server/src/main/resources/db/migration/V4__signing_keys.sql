-- The keys that sign manifests; id: the RFC 7638 thumbprint. number: 1, 2, 3, ...; the highest one
-- signs, and each is the successor of the one before. public_key: 32 bytes. secret: ciphertext,
-- bound to the id. succession: the statement of the key before, as it goes to customers; null for
-- the first. Rows are never removed.
CREATE TABLE signing_keys (
    id         TEXT PRIMARY KEY,
    number     INTEGER NOT NULL UNIQUE,
    public_key BYTEA NOT NULL,
    secret     BYTEA NOT NULL,
    succession BYTEA,
    created_at BIGINT NOT NULL
);
