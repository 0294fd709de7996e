-- What became of destinations by themselves and is not in the journal yet: written with the change itself, and moved into
-- the journal soon after, those of a destination one after the other. version counts them; the other columns are those of
-- the destination after the change. They stay where it is deleted meanwhile.
alter table destinations add column version integer not null default 0;

create table destination_events (
    merchant_id    uuid        not null,
    destination_id uuid        not null,
    version        integer     not null check (version > 0),
    event          text        not null,
    type           text        not null,
    status         text        not null,
    reason         text,
    description    text,
    url            text,
    types          text[]      not null,
    payload        text        not null,
    cursor         bigint      not null,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    primary key (merchant_id, destination_id, version)
);
