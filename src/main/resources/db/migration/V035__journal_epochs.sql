-- After the database was restored to an earlier moment its readers have seen positions that are not in it any more. They
-- must never stand for other events: each journal begins an epoch, in which it goes on behind all of them. Where that is
-- is told by the clock, in microseconds since 1970, which no journal has ever caught up with.
create table journal_epochs (
    merchant_id uuid        not null,
    restored_to bigint      not null check (restored_to >= 0),
    began_after bigint      not null,
    began_at    timestamptz not null default now(),
    primary key (merchant_id, began_after),
    check (restored_to < began_after)
);

-- No entry is given this position or one before it any more.
alter table journal_heads add column began_after bigint not null default 0;

create or replace function lock_journal(merchant uuid, waiting boolean) returns bigint language plpgsql volatile as $$
declare
    begun_after bigint;
    newest bigint;
begin
    if waiting then
        select greatest(purged, began_after) into begun_after from journal_heads where merchant_id = merchant for update;
    else
        select greatest(purged, began_after) into begun_after from journal_heads where merchant_id = merchant
           for update skip locked;
    end if;
    if not found then
        if exists (select from journal_heads where merchant_id = merchant) then
            return null;
        end if;
        insert into journal_heads (merchant_id) values (merchant) on conflict do nothing;
        select greatest(purged, began_after) into begun_after from journal_heads where merchant_id = merchant for update;
    end if;
    select position into newest from journal where merchant_id = merchant order by position desc limit 1;
    return coalesce(greatest(newest, begun_after), 0);
end $$;

-- Begins an epoch of the journals of some merchants, also of those that have no entry any more, or none since the last
-- one: what came of that may have been lost. Destinations that were
-- sent everything go on with it.
create function begin_epochs(merchants uuid[]) returns void language plpgsql as $$
begin
    insert into journal_heads (merchant_id) select m from unnest(merchants) m order by m on conflict do nothing;
    perform from journal_heads where merchant_id = any(merchants) order by merchant_id for update;
    insert into journal_epochs (merchant_id, restored_to, began_after)
    select merchant_id, head, greatest(head + 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint)
      from (select h.merchant_id, greatest(h.purged, h.began_after, coalesce(
                     (select max(position) from journal j where j.merchant_id = h.merchant_id), 0)) as head
              from journal_heads h where h.merchant_id = any(merchants)) ends;
    update journal_heads h set began_after = newest.began_after
      from (select merchant_id, max(began_after) as began_after from journal_epochs
             where merchant_id = any(merchants) group by merchant_id) newest
     where h.merchant_id = newest.merchant_id;
    update destinations d set cursor = newest.began_after
      from (select distinct on (merchant_id) merchant_id, restored_to, began_after from journal_epochs
             where merchant_id = any(merchants) order by merchant_id, began_after desc) newest
     where d.merchant_id = newest.merchant_id and d.cursor >= newest.restored_to;
end $$;
