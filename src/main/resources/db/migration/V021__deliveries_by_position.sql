-- What became of one event, which a merchant asks for.
create index deliveries_by_position on deliveries (merchant_id, destination_id, position, delivery_id);
