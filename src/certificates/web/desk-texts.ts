// What shared pages of the desk say of certificates.
import { share } from '../../kit/words.ts'

const zh = {
  trail: {
    'certificate.issued': '开具证明',
    'certificate.revoked': '撤销证明',
  },
}
const en: typeof zh = {
  trail: {
    'certificate.issued': 'Certificate issued',
    'certificate.revoked': 'Certificate revoked',
  },
}
share({ zh, en })
