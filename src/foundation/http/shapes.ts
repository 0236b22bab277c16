// Shapes that routes of every room take from outside. A day is one that calendars, JavaScript and PostgreSQL reckon alike.
import { z } from 'zod'

/** A local day, `YYYY-MM-DD`, from 1900 until 2999. Two patterns hide the format from the document, which is told it here. */
export const localDate = z.iso
  .date()
  .regex(/^(19|2\d)\d\d-/)
  .meta({ format: 'date' })
