-- What happened, in commit order. A merchant's positions are 1, 2, 3 … without a gap: they are handed out under the
-- lock on the merchant's row here, which every append takes first.
create table journal_heads (
    merchant_id uuid   not null primary key,
    position    bigint not null check (position >= 0)
);

-- subject_id and version number the changes of one payment; change is the domain's event, data what readers are shown.
create table journal (
    merchant_id uuid        not null,
    position    bigint      not null check (position > 0),
    subject_id  uuid        not null,
    version     integer     not null check (version > 0),
    type        text        not null,
    created_at  timestamptz not null,
    change      json        not null,
    data        json        not null,
    primary key (merchant_id, position),
    unique (merchant_id, subject_id, version)
);
