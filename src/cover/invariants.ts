// What must hold of contracts whatever happened: each query answers the rows that break its rule.
export const coverInvariants: Readonly<Record<string, string>> = {
  'a contract was confirmed by somebody other than whoever entered it': `select c.id from cover c
    join person_life e on e.id = c.entered_by join person_life b on b.id = c.confirmed_by where e.living_id = b.living_id`,
}
