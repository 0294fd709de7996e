-- Which instance relays the journals of all merchants into a cluster of Kafka's, by the clock of the database. That two of
-- them do is prevented by Kafka itself; this keeps them from trying.
create table relay_leases (
    relay      text        not null primary key,
    holder     uuid        not null,
    held_until timestamptz not null
);
