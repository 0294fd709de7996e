-- Finds the few payments that somebody has to look at. They are made beside those who write, as operations_by_id was.
set lock_timeout = '10min';
drop index concurrently if exists operations_in_doubt;
create index concurrently operations_in_doubt on operations (merchant_id, payment_id) where attention_at is not null;
drop index concurrently if exists payments_disputed;
create index concurrently payments_disputed on payments (merchant_id, payment_id) where amount_disputed > 0;
alter table payments validate constraint payments_amount_disputed_check;
set lock_timeout = '2s';
