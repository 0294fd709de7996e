-- Entries up to this position are no longer kept.
alter table journal_heads add column purged bigint not null default 0;

alter table journal_heads add constraint purged_within_journal check (purged >= 0 and purged <= position);
