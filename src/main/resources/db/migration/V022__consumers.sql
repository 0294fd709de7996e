-- Who comes for events himself has neither an address nor a secret.
alter table destinations
    alter column url drop not null,
    alter column secret drop not null,
    drop constraint destinations_type_check,
    add constraint destinations_type_check check (type in ('webhook', 'consumer')),
    add constraint destinations_way_check check (type <> 'webhook' or (url is not null and secret is not null));

-- Nobody has to work on what is come for.
drop index destinations_by_holder;
create index destinations_by_holder on destinations (holder, merchant_id, destination_id)
 where status in ('active', 'failing') and type = 'webhook';

-- Who has come for an event of a consumer. Until it is due the event is nobody else's; without a lease it waits behind one
-- of the same subject.
alter table held_events add column lease uuid;
create index held_events_by_lease on held_events (lease) where lease is not null;
