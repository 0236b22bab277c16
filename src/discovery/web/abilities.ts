// Skills and languages by their ids, as the district's two lists name them.
import { useVocabulary } from '../../kit/vocabulary.ts'

export function useAbilities(): (id: string) => string {
  const [skills, languages] = [useVocabulary('people.skills'), useVocabulary('people.languages')]
  return id => (skills.list.some(one => one.id === id) ? skills : languages).say(id)
}
