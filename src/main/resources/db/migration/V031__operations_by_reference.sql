-- Finds the payment of a charge by what its processor calls it. It is made beside those who write, as operations_by_id was.
set lock_timeout = '10min';
drop index concurrently if exists operations_by_reference;
create index concurrently operations_by_reference on operations (merchant_id, processor_reference)
    where processor_reference is not null;
set lock_timeout = '2s';
