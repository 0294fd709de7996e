-- What customers want back by way of their issuers, or have got back so. It may exceed what is left: money that was
-- refunded can be disputed as well.
alter table payments add column amount_disputed bigint not null default 0;
alter table payments add constraint payments_amount_disputed_check check (amount_disputed >= 0) not valid;

-- Of a payment that has ended nothing changes but what is disputed of it.
create or replace function refuse_to_leave_a_final_status() returns trigger language plpgsql as $$
begin
    if old.status in ('refunded', 'voided', 'declined', 'failed', 'expired')
       and (new.status, new.amount_authorized, new.amount_captured, new.amount_refunded)
           is distinct from (old.status, old.amount_authorized, old.amount_captured, old.amount_refunded) then
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
