-- What was done to merchants and keys, and by whom. It is only ever added to. mode is null for what is the merchant's in
-- both of its modes.
create table audit (
    audit_id    uuid        not null primary key,
    merchant_id uuid        not null references merchants,
    mode        text        check (mode in ('test', 'live')),
    created_at  timestamptz not null default now(),
    action      text        not null check (length(action) between 1 and 100),
    actor       json        not null,
    target      text        not null check (length(target) between 1 and 100),
    data        json        not null
);

create index audit_by_merchant on audit (merchant_id, audit_id);

create function refuse_to_change_the_audit() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is only added to' using errcode = 'check_violation';
end $$;

create trigger audit_is_only_added_to before update or delete or truncate on audit
    for each statement execute function refuse_to_change_the_audit();
