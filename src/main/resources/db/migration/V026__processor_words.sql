-- What a processor calls an operation that it still works on (once it has ended the payment itself says it), and since
-- when a person has to find out what came of it.
alter table operations
    add column processor_reference text,
    add column attention_at timestamptz;

-- What customers want back by way of their issuers, or have got back so. It may exceed what is left: money that was
-- refunded can be disputed as well.
alter table payments add column amount_disputed bigint not null default 0;
alter table payments add constraint payments_amount_disputed_check check (amount_disputed >= 0) not valid;
