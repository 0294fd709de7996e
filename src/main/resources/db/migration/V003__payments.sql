-- The state of each payment as its last journal entry left it. data is the payment as the API shows it; the columns
-- beside it are what is searched by and what the database itself watches over.
create table payments (
    merchant_id       uuid        not null,
    payment_id        uuid        not null,
    version           integer     not null check (version > 0),
    position          bigint      not null check (position > 0),
    status            text        not null check (status in
        ('processing', 'requires_action', 'authorized', 'partially_captured', 'captured', 'partially_refunded',
         'refunded', 'voided', 'declined', 'failed', 'expired')),
    currency          text        not null check (currency ~ '^[A-Z]{3}$'),
    amount            bigint      not null check (amount > 0),
    amount_authorized bigint      not null check (amount_authorized between 0 and amount),
    amount_captured   bigint      not null check (amount_captured >= 0),
    capture_pending   bigint      not null check (capture_pending >= 0),
    amount_refunded   bigint      not null check (amount_refunded >= 0),
    refund_pending    bigint      not null check (refund_pending >= 0),
    reference         text,
    expires_at        timestamptz,
    created_at        timestamptz not null,
    data              json        not null,
    primary key (merchant_id, payment_id),
    constraint captures_within_authorization check (amount_captured + capture_pending <= amount_authorized),
    constraint refunds_within_captures check (amount_refunded + refund_pending <= amount_captured)
);

create index payments_by_status on payments (merchant_id, status, payment_id);
create index payments_by_reference on payments (merchant_id, reference, payment_id) where reference is not null;
create index payments_by_expiry on payments (expires_at) where expires_at is not null;

-- What a processor was asked to do, written before it is asked. Until due_at it belongs to whoever took it last; after
-- that any instance may take it over. answered_version is the version of the payment that answered its caller.
create table operations (
    merchant_id      uuid        not null,
    payment_id       uuid        not null,
    operation_id     uuid        not null,
    kind             text        not null check (kind in ('authorize', 'sale', 'capture', 'refund', 'void')),
    amount           bigint      not null check (amount > 0),
    status           text        not null check (status in ('pending', 'succeeded', 'declined', 'failed')),
    processor        text        not null,
    attempts         json        not null default '[]',
    tries            integer     not null default 0,
    due_at           timestamptz not null,
    created_at       timestamptz not null,
    completed_at     timestamptz,
    answered_version integer,
    primary key (merchant_id, payment_id, operation_id),
    foreign key (merchant_id, payment_id) references payments,
    check ((status = 'pending') = (completed_at is null))
);

create index operations_due on operations (due_at) where status = 'pending';

-- A key is written in the transaction of its effect and kept for a day at least. request tells another request by.
create table idempotency_keys (
    merchant_id  uuid        not null,
    key          text        not null check (length(key) between 1 and 255),
    request      json        not null,
    payment_id   uuid        not null,
    operation_id uuid        not null,
    created_at   timestamptz not null,
    primary key (merchant_id, key)
);

create index idempotency_keys_by_age on idempotency_keys (created_at);

-- Who may run a job that one instance is to run: whoever holds its lease.
create table job_leases (
    job          text        not null primary key,
    leased_until timestamptz not null
);

-- A final status is never left, and a payment never moves backwards.
create function refuse_to_leave_a_final_status() returns trigger language plpgsql as $$
begin
    if old.status in ('refunded', 'voided', 'declined', 'failed', 'expired') then
        raise exception 'payment % is % and stays so', old.payment_id, old.status using errcode = 'check_violation';
    end if;
    if new.amount_captured < old.amount_captured or new.amount_refunded < old.amount_refunded
       or (new.status = 'processing' and old.status <> 'processing') then
        raise exception 'payment % cannot go backwards', old.payment_id using errcode = 'check_violation';
    end if;
    if new.version <> old.version + 1 then
        raise exception 'payment % cannot go from version % to %', old.payment_id, old.version, new.version
            using errcode = 'check_violation';
    end if;
    return new;
end $$;

create trigger payments_move_forward before update on payments
    for each row execute function refuse_to_leave_a_final_status();
