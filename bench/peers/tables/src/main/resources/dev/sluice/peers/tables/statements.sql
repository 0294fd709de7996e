-- The statements of all peers on Sluice's tables. Each parameter stands once and in order, so that JDBC's question
-- marks can take their places.

-- caller: hash of a key
select w.world_id, k.key_id, k.name
  from api_keys k join merchants m using (merchant_id) join worlds w using (merchant_id, mode)
 where k.secret_hash = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > now()) and m.enabled

-- create: merchant, payment, operation, key, request, change, data, currency, amount, kind, reference
with given as (
  select $1::uuid as merchant_id, $2::uuid as payment_id, $3::uuid as operation_id, $4::text as key,
         $5::text::json as request, $6::text::json as change, $7::text as data, $8::text as currency,
         $9::bigint as amount, $10::text as kind, $11::text as reference
), claimed as (
  insert into idempotency_keys (merchant_id, key, request, payment_id, operation_id, created_at)
  select merchant_id, key, request, payment_id, operation_id, now() from given
  on conflict do nothing returning merchant_id
), head as (
  select lock_journal(merchant_id, true) + 1 as position from claimed
), payment as (
  insert into payments (merchant_id, payment_id, version, position, status, currency, amount, amount_authorized,
    amount_captured, capture_pending, amount_refunded, refund_pending, expires_at, reference, created_at, data, bytes)
  select merchant_id, payment_id, 1, position, 'processing', currency, amount, 0, 0, 0, 0, 0, null, reference, now(),
         data::json, octet_length(data) from head, given
), operation as (
  insert into operations (merchant_id, payment_id, operation_id, kind, amount, status, processor, created_at, due_at)
  select merchant_id, payment_id, operation_id, kind, amount, 'pending', 'simulator', now(), '2100-01-01'
    from head, given
), entry as (
  insert into journal (merchant_id, position, subject_id, version, type, created_at, change, data, bytes)
  select merchant_id, position, payment_id, 1, 'payment.created', now(), change, data::json, octet_length(data)
    from head, given
)
select position from head

-- settle: merchant, payment, operation, type, change, data, status, operation's status, authorized, captured, expires at
with given as (
  select $1::uuid as merchant_id, $2::uuid as payment_id, $3::uuid as operation_id, $4::text as type,
         $5::text::json as change, $6::text as data, $7::text as status, $8::text as ended, $9::bigint as authorized,
         $10::bigint as captured, $11::text::timestamptz as expires_at
), head as materialized (
  select lock_journal(merchant_id, true) + 1 as position from given
), moved as (
  update payments p
     set version = p.version + 1, position = head.position, status = given.status,
         amount_authorized = given.authorized, amount_captured = given.captured, expires_at = given.expires_at,
         data = given.data::json, bytes = octet_length(given.data)
    from head, given
   where p.merchant_id = given.merchant_id and p.payment_id = given.payment_id and p.version = 1
  returning p.version
), ended as (
  update operations o set status = given.ended, completed_at = now(), answered_version = moved.version
    from given, moved
   where o.merchant_id = given.merchant_id and o.payment_id = given.payment_id and o.operation_id = given.operation_id
     and o.status = 'pending'
), entry as (
  insert into journal (merchant_id, position, subject_id, version, type, created_at, change, data, actor, bytes)
  select merchant_id, position, payment_id, version, type, now(), change, data::json,
         '{"type":"processor","name":"simulator"}', octet_length(data)
    from head, given, moved
)
select position from head, moved

-- replay: merchant, key
select k.request::text, p.data::text
  from idempotency_keys k join payments p using (merchant_id, payment_id)
 where k.merchant_id = $1 and k.key = $2

-- find: merchant, payment
select data::text from payments where merchant_id = $1 and payment_id = $2

-- list: merchant, merchant again, before which payment, how many
select coalesce(head.position, 0), page.payment_id, page.data
  from (select max(position) as position from journal where merchant_id = $1) head
  left join lateral (
    select payment_id, data::text from payments
     where merchant_id = $2 and payment_id < $3
     order by payment_id desc limit $4) page on true
 order by page.payment_id desc

-- export: merchant
select data::text from payments where merchant_id = $1 order by payment_id desc
