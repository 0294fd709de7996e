-- Who is calling. Both tables are small and read by every instance; when the schema is distributed they are
-- reference tables, copied to every node. Every other table leads its keys with merchant_id.

create table merchants (
    merchant_id uuid        not null primary key,
    name        text        not null check (length(name) between 1 and 200),
    created_at  timestamptz not null default now()
);

-- A key and a session are kept as the SHA-256 of their secret; the secret itself is never stored.
create table api_keys (
    merchant_id uuid        not null references merchants,
    key_id      uuid        not null,
    name        text        not null check (length(name) between 1 and 200),
    secret_hash bytea       not null unique check (length(secret_hash) = 32),
    created_at  timestamptz not null default now(),
    revoked_at  timestamptz,
    primary key (merchant_id, key_id)
);

create table sessions (
    merchant_id uuid        not null,
    key_id      uuid        not null,
    token_hash  bytea       not null primary key check (length(token_hash) = 32),
    created_at  timestamptz not null default now(),
    expires_at  timestamptz not null,
    foreign key (merchant_id, key_id) references api_keys
);

create index sessions_by_expiry on sessions (expires_at);
