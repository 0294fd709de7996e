-- The secrets of payment methods, such as cards as they were encrypted in a browser: sealed, beside the payment and never in
-- it, and only while its charge is under way.
create table payment_secrets (
    merchant_id uuid        not null,
    payment_id  uuid        not null,
    secrets     bytea       not null check (length(secrets) <= 65536),
    created_at  timestamptz not null default now(),
    primary key (merchant_id, payment_id)
);

create index payment_secrets_by_age on payment_secrets (created_at);
