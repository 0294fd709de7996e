-- Where a merchant wants its journal: a cursor with a way out. All up to cursor has arrived or is held below. holder is the
-- instance that works on it; term rises with each that takes it, and where the cursor is put elsewhere, so that whoever
-- worked on it before writes nothing. unwell_since is when it first failed after something had arrived.
create table destinations (
    merchant_id     uuid        not null,
    destination_id  uuid        not null,
    type            text        not null check (type in ('webhook')),
    status          text        not null default 'active' check (status in ('active', 'paused', 'failing', 'disabled')),
    reason          text,
    description     text,
    url             text        not null,
    types           text[]      not null,
    payload         text        not null check (payload in ('full', 'thin')),
    secret          bytea       not null,
    previous_secret bytea,
    previous_until  timestamptz,
    cursor          bigint      not null check (cursor >= 0),
    unwell_since    timestamptz,
    holder          uuid,
    term            bigint      not null default 0,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    primary key (merchant_id, destination_id)
);

-- What an instance works on, and what nobody does.
create index destinations_by_holder on destinations (holder, merchant_id, destination_id)
 where status in ('active', 'failing');

-- The instances that work on destinations. One that was not seen for its time has lost all that it held.
create table destination_holders (
    holder     uuid        not null primary key,
    seen_until timestamptz not null
);

-- Events that are to be tried again, and those of the same subject behind them, which wait for the first.
create table held_events (
    merchant_id    uuid        not null,
    destination_id uuid        not null,
    position       bigint      not null,
    subject_id     uuid        not null,
    attempts       integer     not null check (attempts >= 0),
    held_at        timestamptz not null default now(),
    due_at         timestamptz not null,
    primary key (merchant_id, destination_id, position),
    foreign key (merchant_id, destination_id) references destinations on delete cascade
);

create index held_events_by_subject on held_events (merchant_id, destination_id, subject_id, position);

-- What was sent, and what came of it; kept for some days, also of destinations that are gone.
create table deliveries (
    merchant_id    uuid        not null,
    destination_id uuid        not null,
    delivery_id    uuid        not null,
    position       bigint      not null,
    attempt        integer     not null check (attempt > 0),
    outcome        text        not null,
    http_status    integer,
    millis         integer     not null check (millis >= 0),
    answer         text,
    sent_at        timestamptz not null,
    primary key (merchant_id, destination_id, delivery_id)
);

create index deliveries_by_time on deliveries (sent_at);
