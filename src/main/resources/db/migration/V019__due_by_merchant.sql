-- Finds what is due of each merchant at each processor, so that neither waits behind the others' however much that is. It
-- is made beside those who write, as operations_by_id was.
set lock_timeout = '10min';
drop index concurrently if exists operations_due_by_merchant;
create index concurrently operations_due_by_merchant on operations (processor, merchant_id, due_at)
    where status = 'pending';
set lock_timeout = '2s';
