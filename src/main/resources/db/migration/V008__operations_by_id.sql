-- Finds the payment of an operation, which is what a processor or a webhook's reader may know alone. It is made beside
-- those who write, and waits for each of their transactions: for longer than what locks them out may. What an attempt
-- that was interrupted has left is of no use.
set lock_timeout = '10min';
drop index concurrently if exists operations_by_id;
create index concurrently operations_by_id on operations (merchant_id, operation_id);
set lock_timeout = '2s';
