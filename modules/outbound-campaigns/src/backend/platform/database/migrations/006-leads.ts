import { addColumn } from '../add-column'
import type { Migration } from '../migrate'

/**
 * outbound_leads      the people a bot knows, each once: by its own key, its e-mail address and its phone number
 * outbound_forgotten  who asked to be forgotten and had opted out before: a digest that only they themselves match
 *
 * An import also counts the people whom it only brought up to date, and the audit is read by what it is about.
 */
export const leads: Migration = {
  version: 6,
  name: 'leads',
  async up(db, { integer, json, key, serial }) {
    await db.execute(
      `create table if not exists outbound_leads (
         id ${serial},
         bot_id text not null,
         ext_id ${key},
         email text,
         email_key ${key},
         phone ${key},
         first_name text,
         last_name text,
         company text,
         icp text,
         name_key ${key},
         last_name_key ${key},
         company_key ${key},
         icp_key ${key},
         score double precision,
         points ${integer} not null default 0,
         priority text,
         timezone text,
         language text,
         custom ${json} not null,
         status text not null,
         qualified_at ${integer},
         tracking ${integer} not null default 1,
         consent_source text,
         consent_at ${integer},
         deal_id text,
         import_id ${integer},
         created_at ${integer} not null,
         updated_at ${integer} not null
       )`
    )
    await db.execute(
      `create table if not exists outbound_forgotten (
         bot_id text not null,
         digest text not null,
         channel text not null,
         source text not null,
         at ${integer} not null,
         primary key (bot_id, digest, channel)
       )`
    )
    await addColumn(db, 'outbound_imports', 'updated', `${integer} not null default 0`)
    for (const index of INDEXES) await db.execute(`create ${index}`)
  }
}

const INDEXES = [
  // One person each, and the search by the beginning of an identity.
  'unique index if not exists outbound_leads_ext_id on outbound_leads (bot_id, ext_id) where ext_id is not null',
  'unique index if not exists outbound_leads_email on outbound_leads (bot_id, email_key) where email_key is not null',
  'unique index if not exists outbound_leads_phone on outbound_leads (bot_id, phone) where phone is not null',
  // Lists, newest first, by what people filter by.
  'index if not exists outbound_leads_created on outbound_leads (bot_id, created_at, id)',
  'index if not exists outbound_leads_status on outbound_leads (bot_id, status, id)',
  'index if not exists outbound_leads_icp on outbound_leads (bot_id, icp_key, id) where icp_key is not null',
  'index if not exists outbound_leads_priority on outbound_leads (bot_id, priority, id) where priority is not null',
  'index if not exists outbound_leads_score on outbound_leads (bot_id, score, id) where score is not null',
  // The search by the beginning of a name.
  'index if not exists outbound_leads_name on outbound_leads (bot_id, name_key, id) where name_key is not null',
  `index if not exists outbound_leads_last_name on outbound_leads (bot_id, last_name_key, id)
     where last_name_key is not null`,
  'index if not exists outbound_leads_company on outbound_leads (bot_id, company_key, id) where company_key is not null',
  // What happened to one lead; which uploads are the leads' own.
  `index if not exists outbound_audit_subject on outbound_audit (bot_id, subject_type, subject_id, id)
     where subject_id is not null`
]
