-- A session is a key's or a person's. Of a person it holds what the provider of sign-in said: who it is, which role it has,
-- which modes it may see; the mode that it sees; and the token to sign out with there, sealed. It ends when its time is over,
-- or when it was not used for a while: the second is put off as long as it is used.
alter table sessions
    alter column key_id drop not null,
    add column subject      text check (length(subject) between 1 and 255),
    add column name         text check (length(name) between 1 and 200),
    add column role         text check (length(role) between 1 and 50),
    add column mode         text check (mode in ('test', 'live')),
    add column modes        text[] check (modes <@ array['test', 'live'] and mode = any (modes)),
    add column id_token     bytea,
    add column idle_ends_at timestamptz not null default 'infinity',
    add foreign key (merchant_id) references merchants,
    add constraint sessions_are_of_a_key_or_of_a_person check (case when key_id is not null
        then num_nonnulls(subject, name, role, mode, modes, id_token) = 0
        else num_nulls(subject, name, role, mode, modes) = 0 end);

-- What makes a session good, for all who ask.
create view open_sessions as
    select s.token_hash, s.expires_at, s.merchant_id, m.name as merchant_name, w.mode, w.world_id, s.key_id,
           k.name as key_name, k.scopes, s.subject, s.name, s.role, s.modes, s.id_token
      from sessions s
      join merchants m on m.merchant_id = s.merchant_id and m.enabled
      left join api_keys k on k.merchant_id = s.merchant_id and k.key_id = s.key_id
      join worlds w on w.merchant_id = s.merchant_id and w.mode = coalesce(s.mode, k.mode)
     where s.expires_at > now() and s.idle_ends_at > now()
       and (s.key_id is null or (k.revoked_at is null and (k.expires_at is null or k.expires_at > now())));

-- Whoever reads one mode is told when the session goes over to the other.
create trigger sessions_that_change_mode_are_told after update of mode on sessions for each row
    when (old.mode is distinct from new.mode)
    execute function tell_of_credentials();
