// What rooms say of an object of a lower room, as it crosses the wire.
import { z } from 'zod'

export const panel = z
  .object({
    name: z.string(),
    lines: z.array(z.object({ label: z.string(), value: z.string(), to: z.string().optional() })),
  })
  .meta({ id: 'Panel' })
export const measured = z
  .object({ name: z.string(), day: z.string(), value: z.number().nullable() })
  .meta({ id: 'Measured' })
