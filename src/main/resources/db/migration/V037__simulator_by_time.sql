-- Lists what the simulator wrote down in a time, page by page.
create index operations_by_time on simulator.operations (created_at, operation_id);
