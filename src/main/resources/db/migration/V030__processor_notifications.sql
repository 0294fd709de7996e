-- What processors told of merchants' accounts, each thing once, by the id under which the processor repeats it. meaning is
-- what it means to a payment; nothing else of a notification is kept. What is not applied is due again at due_at.
create table processor_notifications (
    merchant_id uuid        not null,
    account_id  uuid        not null,
    word_id     text        not null,
    type        text        not null,
    payment     text,
    operation   text,
    meaning     json        not null,
    tries       integer     not null default 0,
    received_at timestamptz not null default now(),
    due_at      timestamptz not null,
    applied_at  timestamptz,
    primary key (account_id, word_id)
);

create index processor_notifications_due on processor_notifications (due_at) where applied_at is null;
create index processor_notifications_by_age on processor_notifications (received_at);
