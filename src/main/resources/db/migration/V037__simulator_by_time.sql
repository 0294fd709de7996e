-- Lists what the simulator wrote down in a time, page by page. It is made beside those who write, as operations_by_id was.
set lock_timeout = '10min';
drop index concurrently if exists simulator.operations_by_time;
create index concurrently operations_by_time on simulator.operations (created_at, operation_id);
set lock_timeout = '2s';
