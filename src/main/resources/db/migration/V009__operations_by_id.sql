-- Finds the payment of an operation, which is what a processor or a webhook's reader may know alone.
create index operations_by_id on operations (merchant_id, operation_id);
