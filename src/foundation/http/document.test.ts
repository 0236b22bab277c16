import { expect, test } from 'vitest'
import { oncePerSchema } from './document.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more })

test('a schema that reads the same both ways stands in the document once; one that differs, or holds one that does, twice', () => {
  const document = oncePerSchema({
    paths: {
      a: [ref('TeamInput'), ref('Team'), ref('ShiftInput'), ref('Shift'), ref('PlanInput'), ref('Plan')],
    },
    components: {
      schemas: {
        Team: object({ name: { type: 'string' } }, { additionalProperties: false }),
        TeamInput: object({ name: { type: 'string' } }),
        Shift: object({ team: ref('Team'), places: { type: 'number' } }),
        ShiftInput: object({ team: ref('TeamInput'), places: { type: 'number', default: 1 } }),
        Plan: object({ shifts: ref('Shift') }),
        PlanInput: object({ shifts: ref('ShiftInput') }),
        Forgotten: object({}),
      },
    },
  })
  expect(Object.keys(document.components.schemas)).toEqual([
    'Team',
    'Shift',
    'ShiftInput',
    'Plan',
    'PlanInput',
  ])
  expect(document.paths.a[0]).toEqual(ref('Team'))
  expect(document.components.schemas.ShiftInput).toEqual(
    object({ team: ref('Team'), places: { type: 'number', default: 1 } }),
  )
})
