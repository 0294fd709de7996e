-- The simulator's own book: what it charged, by the operation id that its caller sent.
create schema simulator;

create table simulator.operations (
    operation_id   text        not null primary key,
    payment_id     text        not null,
    kind           text        not null,
    amount         bigint      not null check (amount > 0),
    currency       text        not null,
    payment_method text        not null,
    outcome        text        not null check (outcome in ('approved', 'declined')),
    decline_code   text,
    created_at     timestamptz not null default now()
);

create index operations_by_payment on simulator.operations (payment_id);
