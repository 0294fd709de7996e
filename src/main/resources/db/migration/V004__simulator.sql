-- The simulator's own book, by the ids that its caller sends. Nothing else uses this schema.
create schema simulator;

-- What was done in sum, one row per payment; whoever changes it holds its lock.
create table simulator.payments (
    payment_id     text    not null primary key,
    currency       text    not null,
    payment_method text,
    -- a charge waits for the cardholder or for the bank
    charging       boolean not null default false,
    authorized     bigint  not null default 0 check (authorized >= 0),
    captured       bigint  not null default 0 check (captured >= 0),
    refunded       bigint  not null default 0 check (refunded >= 0),
    voided         bigint  not null default 0 check (voided >= 0),
    operations     bigint  not null default 0,
    check (captured <= authorized - voided),
    check (refunded <= captured)
);

create table simulator.operations (
    operation_id   text        not null primary key,
    payment_id     text        not null references simulator.payments,
    kind           text        not null check (kind in ('authorize', 'sale', 'capture', 'refund', 'void')),
    amount         bigint      not null check (amount > 0),
    currency       text        not null,
    payment_method text,
    status         text        not null check (status in ('approved', 'declined', 'action_required', 'pending')),
    code           text,
    message        text,
    return_url     text,
    callback_url   text,
    created_at     timestamptz not null default now(),
    settled_at     timestamptz,
    check ((status = 'declined') = (code is not null))
);

create index operations_by_payment on simulator.operations (payment_id);

create index pending_operations on simulator.operations (created_at) where status = 'pending';
