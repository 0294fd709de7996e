-- The accounts that merchants have at processors. rank is the order in which they are asked. The credentials are sealed,
-- all of them in one value; shown holds those that are no secret, and secrets the names of the others. An account that
-- was offered a payment has first_used_at from before that on, and is never deleted: captures and refunds go there.
create table processor_accounts (
    merchant_id     uuid        not null,
    account_id      uuid        not null,
    processor       text        not null,
    label           text        not null,
    enabled         boolean     not null,
    rank            integer     not null check (rank > 0),
    currencies      text[]      not null default '{}',
    amount_gte      bigint      check (amount_gte >= 0),
    amount_lte      bigint      check (amount_lte >= coalesce(amount_gte, 0)),
    payment_methods text[]      not null default '{}',
    credentials     bytea       not null,
    webhook_secret  bytea,
    shown           json        not null default '{}',
    secrets         text[]      not null default '{}',
    first_used_at   timestamptz,
    -- when the credentials were replaced
    credentials_at  timestamptz,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    primary key (merchant_id, account_id),
    unique (merchant_id, label)
);

-- A notification of a processor says the account and no merchant.
create unique index processor_accounts_by_id on processor_accounts (account_id);

-- A key that was there before has not got more by this, but for that of demo mode, which everybody knows; one that says
-- nothing can do everything.
alter table api_keys
    alter column scopes set default array['payments:read', 'payments:write', 'refunds:write', 'events:read',
        'destinations', 'keys', 'processors:read', 'processors:write'];

update api_keys set scopes = scopes || array['processors:read', 'processors:write']
 where key_id = '01900000-0000-7000-8000-000000000002';
