-- Where customers come back to whom a processor sent to their issuer, and what they bring: the result of that, for which the
-- processor is asked then. The secret is the address; it is kept as it is, since the processor is told it again where a
-- request is repeated. A result is taken once, and never once the row is closed.
create table processor_returns (
    merchant_id  uuid        not null,
    payment_id   uuid        not null,
    account_id   uuid        not null,
    operation_id uuid        not null,
    secret       text        not null unique,
    return_url   text        not null,
    -- as the processor was told it first, whatever the settings are by now
    address      text        not null,
    result       text        check (length(result) between 1 and 20000),
    returned_at  timestamptz,
    closed_at    timestamptz,
    created_at   timestamptz not null default now(),
    primary key (merchant_id, payment_id, account_id),
    check (result is null or closed_at is null),
    check ((result is null) = (returned_at is null))
);

create index processor_returns_by_age on processor_returns (created_at);
