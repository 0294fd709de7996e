-- Whoever acts for a merchant that is disabled is let in no more; what comes of its payments is recorded all the same.
alter table merchants add column enabled boolean not null default true;

-- A merchant in one of its modes. Its id here is what merchant_id holds in all tables of payments and events, so that no
-- statement can mix the two. That of test is the merchant's own: what was made before there were modes is a test.
create table worlds (
    world_id    uuid not null primary key,
    merchant_id uuid not null references merchants,
    mode        text not null check (mode in ('test', 'live')),
    unique (merchant_id, mode)
);

create function give_both_worlds() returns trigger language plpgsql as $$
begin
    insert into worlds (world_id, merchant_id, mode)
    values (new.merchant_id, new.merchant_id, 'test'), (gen_random_uuid(), new.merchant_id, 'live');
    return null;
end $$;

create trigger merchants_have_both_worlds after insert on merchants
    for each row execute function give_both_worlds();

insert into worlds (world_id, merchant_id, mode) select merchant_id, merchant_id, 'test' from merchants;
insert into worlds (world_id, merchant_id, mode) select gen_random_uuid(), merchant_id, 'live' from merchants;

-- hint is what the key ends with, by which people tell their keys apart. A key that was there before could do everything.
alter table api_keys
    add column mode         text        not null default 'test' check (mode in ('test', 'live')),
    add column scopes       text[]      not null default array['payments:read', 'payments:write', 'refunds:write',
        'events:read', 'destinations', 'keys'] check (cardinality(scopes) between 1 and 20),
    add column hint         text,
    add column expires_at   timestamptz,
    add column last_used_at timestamptz;

create index api_keys_by_id on api_keys (key_id);

-- Every instance hears at once when something became of a key, a session or a merchant, whoever did it.
create function tell_of_credentials() returns trigger language plpgsql as $$
begin
    perform pg_notify('sluice_credentials', case tg_table_name
        when 'api_keys' then 'key ' || (to_jsonb(old) ->> 'key_id')
        when 'merchants' then 'merchant ' || (to_jsonb(old) ->> 'merchant_id')
        else 'session' end);
    return null;
end $$;

create trigger api_keys_are_told after update on api_keys for each row
    when ((old.revoked_at, old.expires_at, old.name, old.scopes) is distinct from
          (new.revoked_at, new.expires_at, new.name, new.scopes))
    execute function tell_of_credentials();

create trigger merchants_are_told after update on merchants for each row
    when ((old.enabled, old.name) is distinct from (new.enabled, new.name))
    execute function tell_of_credentials();

create trigger sessions_are_told after delete on sessions for each row
    when (old.expires_at > now())
    execute function tell_of_credentials();
