-- Whoever opens one session more ends his oldest, which are found by whose they are.
create index sessions_by_key on sessions (merchant_id, key_id, created_at) where key_id is not null;
create index sessions_by_person on sessions (merchant_id, subject, created_at) where subject is not null;

-- A session that was not used for a while is dropped as soon as one whose time is over; nobody need be told of either.
create index sessions_by_end on sessions (least(expires_at, idle_ends_at));
drop index sessions_by_expiry;

drop trigger sessions_are_told on sessions;
create trigger sessions_are_told after delete on sessions for each row
    when (least(old.expires_at, old.idle_ends_at) > now())
    execute function tell_of_credentials();
