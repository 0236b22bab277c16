// All that the rooms say of themselves on the web, in the order of the house: given by the roof, read by whatever arranges it.
import { createContext, useContext } from 'react'
import type { WebRoom } from './web-room.ts'

const Announced = createContext<readonly WebRoom[]>([])
export const Rooms = Announced.Provider
export const useRooms = (): readonly WebRoom[] => useContext(Announced)
