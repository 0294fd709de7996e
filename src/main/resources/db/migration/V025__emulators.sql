-- What the emulators of processors keep: objects as their vendors show them. Nothing else uses this schema.
create schema emulators;

-- Whoever changes an object holds the lock of its root: of a payment, where it belongs to one, else its own.
create table emulators.objects (
    emulator   text        not null,
    account    text        not null,
    id         text        not null,
    kind       text        not null,
    root       text        not null,
    body       json        not null,
    -- is not taken away for its age
    lasting    boolean     not null default false,
    seq        bigint      not null generated always as identity unique,
    created_at timestamptz not null default now(),
    primary key (emulator, account, id)
);

create index objects_by_kind on emulators.objects (emulator, account, kind, seq desc);

create index objects_by_root on emulators.objects (emulator, account, root);

create index objects_by_age on emulators.objects (created_at) where not lasting;

-- The first answer to a request with an idempotency key.
create table emulators.keys (
    emulator   text        not null,
    account    text        not null,
    key        text        not null,
    request    text        not null,
    status     integer     not null,
    body       text        not null,
    created_at timestamptz not null default now(),
    kept_until timestamptz not null,
    primary key (emulator, account, key)
);

create index keys_by_age on emulators.keys (created_at);

create index keys_by_end on emulators.keys (kept_until);

-- What is to be told, until it was taken.
create table emulators.notices (
    id         bigint      not null generated always as identity primary key,
    emulator   text        not null,
    account    text        not null,
    subject    text        not null,
    url        text        not null,
    secret     text        not null,
    body       text        not null,
    attempts   integer     not null default 0,
    -- the faults have had their say
    released   boolean     not null default false,
    due_at     timestamptz not null default now(),
    created_at timestamptz not null default now()
);

create index due_notices on emulators.notices (due_at);

-- What ends by itself later.
create table emulators.tasks (
    emulator text        not null,
    account  text        not null,
    subject  text        not null,
    task     text        not null,
    due_at   timestamptz not null,
    primary key (emulator, account, subject, task)
);

create index due_tasks on emulators.tasks (due_at);

-- Numbers of transactions, from which ids are drawn where a seed is set.
create sequence emulators.draws;
