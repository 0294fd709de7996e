-- Before the customer has agreed, and after the merchant has given up or nobody did anything, nothing is reserved or
-- taken. Each new row is checked; those that are there are read by the next migration, which locks nobody out.
alter table payments add constraint nothing_without_authorization check (amount_authorized = 0 or status not in
    ('processing', 'requires_action', 'voided', 'declined', 'failed', 'expired'))
    not valid;

-- What is under way could not be recorded any more. A payment that is given up while its customer is asked has two
-- operations under way; it ends with the last of them.
create function refuse_to_end_with_an_operation_under_way() returns trigger language plpgsql as $$
begin
    if exists (select from operations where merchant_id = new.merchant_id and payment_id = new.payment_id
               and status = 'pending') then
        raise exception 'payment % cannot be % while an operation is under way', new.payment_id, new.status
            using errcode = 'check_violation';
    end if;
    return null;
end $$;

create trigger payments_end_with_their_operations after update on payments for each row
    when (new.status in ('refunded', 'voided', 'declined', 'failed', 'expired'))
    execute function refuse_to_end_with_an_operation_under_way();
