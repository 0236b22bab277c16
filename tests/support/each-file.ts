import { closeAfterwards } from './afterwards.ts'

closeAfterwards()
