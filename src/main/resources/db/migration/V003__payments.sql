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
    amount_authorized bigint      not null check (amount_authorized in (0, amount)),
    amount_captured   bigint      not null check (amount_captured >= 0),
    capture_pending   bigint      not null check (capture_pending >= 0),
    amount_refunded   bigint      not null check (amount_refunded >= 0),
    refund_pending    bigint      not null check (refund_pending >= 0),
    reference         text,
    created_at        timestamptz not null,
    data              json        not null,
    primary key (merchant_id, payment_id),
    constraint captures_within_authorization check (amount_captured + capture_pending <= amount_authorized),
    constraint refunds_within_captures check (amount_refunded + refund_pending <= amount_captured)
);

-- What a processor was asked to do, written before it is asked.
create table operations (
    merchant_id  uuid        not null,
    payment_id   uuid        not null,
    operation_id uuid        not null,
    kind         text        not null check (kind in ('authorize', 'sale', 'capture', 'refund', 'void')),
    amount       bigint      not null check (amount > 0),
    status       text        not null check (status in ('pending', 'succeeded', 'declined', 'failed')),
    created_at   timestamptz not null,
    completed_at timestamptz,
    primary key (merchant_id, payment_id, operation_id),
    foreign key (merchant_id, payment_id) references payments,
    check ((status = 'pending') = (completed_at is null))
);

create index pending_operations on operations (merchant_id, created_at) where status = 'pending';

-- A final status is never left, and a payment never moves backwards.
create function refuse_to_leave_a_final_status() returns trigger language plpgsql as $$
begin
    if old.status in ('refunded', 'voided', 'declined', 'failed', 'expired') then
        raise exception 'payment % is % and stays so', old.payment_id, old.status using errcode = 'check_violation';
    end if;
    if new.version <> old.version + 1 then
        raise exception 'payment % cannot go from version % to %', old.payment_id, old.version, new.version
            using errcode = 'check_violation';
    end if;
    return new;
end $$;

create trigger payments_move_forward before update on payments
    for each row execute function refuse_to_leave_a_final_status();
