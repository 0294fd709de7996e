-- A merchant's newest position is that of its newest entry, or where all are purged the last of those. The row of
-- journal_heads is the lock under which positions are handed out, and is not written by an append: as long as an old
-- snapshot is open, each version of a row that is written again and again has to be passed by whoever reads it.
alter table journal_heads drop constraint purged_within_journal;

alter table journal_heads drop column position;

alter table journal_heads add constraint purged_is_a_position check (purged >= 0);

-- Locks a merchant's journal until the transaction ends and tells its newest position; null where somebody else has
-- it locked and nobody is to be waited for. A function that is volatile looks anew with each of its statements, so
-- that it sees what was appended by whom it has waited for. The statement that calls it would not.
create function lock_journal(merchant uuid, waiting boolean) returns bigint language plpgsql volatile as $$
declare
    purged_up_to bigint;
    newest bigint;
begin
    if waiting then
        select purged into purged_up_to from journal_heads where merchant_id = merchant for update;
    else
        select purged into purged_up_to from journal_heads where merchant_id = merchant for update skip locked;
    end if;
    if not found then
        if exists (select from journal_heads where merchant_id = merchant) then
            return null;
        end if;
        insert into journal_heads (merchant_id) values (merchant) on conflict do nothing;
        select purged into purged_up_to from journal_heads where merchant_id = merchant for update;
    end if;
    select position into newest from journal where merchant_id = merchant order by position desc limit 1;
    return coalesce(greatest(newest, purged_up_to), 0);
end $$;
