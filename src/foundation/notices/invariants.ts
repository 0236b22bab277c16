// What `verify` asks of notices. Each query answers what is wrong.
export const noticeInvariants = {
  'what went out says of which notice it is': `select d.id from notice_delivery d where d.kind <> 'accounts.code'
    and not exists (select from notice_in_delivery i where i.delivery_id = d.id)`,
  'what was handed over says to which gateway': `select id from notice_delivery where state in ('sent', 'delivered') and gateway is null`,
  'a WeChat account belongs to one person': `select min(id) as id from channel_address where channel = 'wechat' and proven_at is not null and lost_at is null
    group by address_hash having count(*) > 1`,
  'a notice goes out by one way once': `select i.notice_id as id from notice_in_delivery i join notice_delivery d on d.id = i.delivery_id
    where d.state in ('waiting', 'sending', 'asking') group by i.notice_id, d.channel, d.person_id, d.contact_id, d.as_guardian having count(*) > 1`,
  'every kind has its words': `select kind as id from notice where not exists (select from notice_template t where t.kind = notice.kind) group by kind`,
}
