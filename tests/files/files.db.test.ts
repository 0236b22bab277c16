// Files in a folder and in an S3 store: the same stories against both.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildHouse } from '../../src/app/compose.ts'
import { verifyDistrict } from '../../src/app/verify.ts'
import type { Principal } from '../../src/foundation/access/access.ts'
import { attach, filesOf, ownSubject } from '../../src/foundation/files/attaching.ts'
import { readAll, strayObjects } from '../../src/foundation/files/checking.ts'
import type { FileView } from '../../src/foundation/files/contract.ts'
import { keepMade } from '../../src/foundation/files/making.ts'
import { sweepFiles, sweepUploads } from '../../src/foundation/files/sweeping.ts'
import { writeProject } from '../../src/projects/drafting.ts'
import { anOfficeDocument, aPdf, aPhoto, aProgram } from '../support/samples.ts'
import { sender } from '../support/sending.ts'
import { anS3Bucket, limited } from '../support/stores.ts'
import { aWorld, type World } from '../support/world.ts'

const DAY = 86_400_000
/** Bytes that no compression and no chance makes the same twice. */
const bytesOf = (length: number, seed = 'x') => {
  const blocks: Buffer[] = []
  for (let n = 0; n * 32 < length; n++) blocks.push(createHash('sha256').update(`${seed}${n}`).digest())
  return Buffer.concat(blocks).subarray(0, length)
}
/** A sound PDF of about this length. */
const aLongPdf = (length: number, seed = 'x') =>
  Buffer.concat([
    aPdf().subarray(0, 9),
    Buffer.from(bytesOf(length, seed).toString('base64')),
    Buffer.from('\n%%EOF\n'),
  ])

describe.each([
  [
    'an ordinary folder',
    async () => {
      const world = await aWorld()
      const { store, roomFor } = limited(world.ground.store)
      world.ground.store = store
      return { world, roomFor }
    },
  ],
  [
    'an S3-compatible store',
    async () => {
      const { url, roomFor } = await anS3Bucket()
      return { world: await aWorld({ YUNJIAN_FILES: url }), roomFor }
    },
  ],
])('in %s', (_, opened) => {
  let world: World
  let app: FastifyInstance
  let volunteer: Principal
  let roomFor: (bytes: number) => void
  beforeAll(async () => {
    ;({ world, roomFor } = await opened())
    ;({ app } = await world.house())
    volunteer = await world.aVolunteer()
  })
  afterAll(() => app.close())
  const as = async (who: Principal) => sender(app, await world.tokenOf(who))
  const mine = () => as(volunteer)
  const contents = async () =>
    Number((await world.ground.database.pool.query('select count(*) as n from file_content')).rows[0].n)
  const objects = async (below: string) => {
    const names: string[] = []
    for await (const one of world.ground.store.list(`${world.ground.config.schema}/${below}`))
      names.push(one.name)
    return names
  }
  const sound = async () =>
    expect((await verifyDistrict(world.ground)).filter(check => check.broken > 0)).toEqual([])

  test('a photo loses where it was taken, stands upright, and comes in three sizes', async () => {
    const me = await mine()
    const photo = await aPhoto({ width: 3000, height: 2000 })
    const before = await sharp(photo).metadata()
    expect([before.orientation, before.exif?.includes('Phone')]).toEqual([6, true])
    expect(before.exif?.length).toBeGreaterThan(150) // the position lies in it
    const sent = await me.send('IMG_2031.HEIC', photo)
    expect(sent.body).toMatchObject({
      name: 'IMG_2031.jpg',
      kind: 'picture',
      width: 1707,
      height: 2560,
      scanned: true,
    })
    const sizes = {
      full: [1707, 2560, 'jpeg'],
      page: [720, 1080, 'webp'],
      thumb: [160, 240, 'webp'],
    } as const
    for (const [size, [width, height, format]] of Object.entries(sizes)) {
      const opened = await me.open(sent.body.id, size === 'full' ? undefined : (size as 'page'))
      const found = await sharp(opened.body).metadata()
      expect([size, found.width, found.height, found.format]).toEqual([size, width, height, format])
      expect([found.exif, found.xmp, found.iptc, found.orientation]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ])
      expect(opened.headers).toMatchObject({
        'content-type': `image/${format}`,
        'content-disposition': `inline; filename="IMG_2031.jpg"; filename*=UTF-8''IMG_2031.jpg`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
        'cache-control': 'no-store',
      })
      expect(opened.body.includes('Phone')).toBe(false)
    }
    const again = await app.inject({
      url: `/api/files/${sent.body.id}`,
      headers: {
        authorization: `Bearer ${await world.tokenOf(volunteer)}`,
        'if-none-match': String((await me.open(sent.body.id)).headers.etag),
      },
    })
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0])
  })

  test('what lies in the store shows nothing of what was sent', async () => {
    const me = await mine()
    const secret = '只有我和审核的人知道'
    const text = Buffer.from(`${secret}\n${secret}`)
    expect((await me.send('note.txt', text, 'project.paper')).body).toMatchObject({
      type: 'text',
      size: text.length,
    })
    const hash = createHash('sha256').update(text).digest('hex')
    const names = await objects('contents')
    expect(names.some(name => name.includes(hash))).toBe(false)
    for (const name of names) {
      const chunks: Uint8Array[] = []
      for await (const chunk of await world.ground.store.get(name)) chunks.push(chunk)
      expect(Buffer.concat(chunks).includes(secret)).toBe(false)
    }
  })

  test('nothing is taken by its name: each thing is refused in words, and nothing of it is kept', async () => {
    const me = await mine()
    const [kept, staged] = [await contents(), await objects('staged')]
    const sent = await me.send('全家福.jpg', aProgram())
    expect([sent.status, sent.body.code]).toEqual([415, 'file.program'])
    expect(sent.body.detail).toBe('“全家福.jpg” 是程序，不能上传；可以传照片、PDF 或 Office 文件。')
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>')
    expect((await me.send('a.png', svg)).body.code).toBe('file.page')
    // Sound, but not what a dispute takes.
    const document = await me.send('a.docx', anOfficeDocument('docx'))
    expect([document.status, document.body.code]).toEqual([415, 'file.kind'])
    expect(document.body.detail).toContain('可以传：照片、PDF。')
    const broken = await me.send('a.jpg', (await aPhoto({ noise: true })).subarray(0, 20_000))
    expect([broken.status, broken.body.code]).toEqual([422, 'file.picture-broken'])
    // 60,000 × 60,000 white pixels in a few kilobytes.
    const bomb = await me.send('bomb.png', aHugePng(60_000))
    expect([bomb.status, bomb.body.code]).toEqual([422, 'file.picture-pixels'])
    expect((await me.send('a.pdf', aPdf(), 'nothing.such')).body.code).toBe('file.purpose')
    expect((await me.send('a.txt', Buffer.alloc(0), 'project.paper')).body.code).toBe('file.empty')
    expect((await me.begin('a.pdf', 60 * 1_048_576)).body).toMatchObject({
      code: 'file.too-large',
      status: 413,
    })
    expect([await contents(), await objects('staged')]).toEqual([kept, staged])
  })

  test('names come clean: path, line breaks and turned lines are gone', async () => {
    const me = await mine()
    for (const [given, shown] of [
      ['..\\..\\合同\n第二行.pdf', '合同第二行.pdf'],
      ['发票\u202efdp.exe', '发票fdp.exe.pdf'],
      ['/etc/passwd', 'passwd.pdf'],
    ] as const) {
      const { body } = await me.send(given, aPdf(given), 'project.paper')
      expect(body.name).toBe(shown)
      const { headers } = await me.open(body.id)
      expect(headers['content-type']).toBe('application/pdf')
      expect(headers['content-disposition']).toBe(
        `attachment; filename="${shown.replace(/[^ -~]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(shown)}`,
      )
    }
    // What cannot be kept in a row is refused by its field before anything is read.
    expect((await me.send('a\u0000b.pdf', aPdf())).body.code).toBe('text.characters')
  })

  test('a large one goes piece by piece, over a restart and another process; sent twice it is taken once', async () => {
    const me = await mine()
    const bytes = aLongPdf(6_000_000, 'resume')
    const { body: begun } = await me.begin('预案.pdf', bytes.length, 'project.paper')
    expect(begun).toMatchObject({ received: 0, size: bytes.length, file: null })
    const MB = 1_048_576
    expect((await me.piece(begun.id, 0, bytes.subarray(0, MB))).body.received).toBe(MB)
    expect((await me.piece(begun.id, 0, bytes.subarray(0, MB))).body.received).toBe(MB)
    expect((await me.piece(begun.id, 3 * MB, bytes.subarray(3 * MB, 4 * MB))).body).toMatchObject({
      code: 'file.piece',
      params: { received: MB },
    })
    expect((await me.piece(begun.id, MB, bytes.subarray(MB, MB + 1000))).body.code).toBe('file.piece-size')
    expect((await me.done(begun.id)).body).toMatchObject({ code: 'file.incomplete', status: 409 })
    // Whoever sends the same piece at once, twice: one lies there.
    const twice = await Promise.all([1, 2].map(() => me.piece(begun.id, MB, bytes.subarray(MB, 2 * MB))))
    expect(twice.map(one => one.body.received)).toEqual([2 * MB, 2 * MB])

    // This process is gone; another of the same district goes on where it stood.
    const { app: other } = await buildHouse(await world.beside(), { limits: false })
    const there = sender(other, await world.tokenOf(volunteer))
    expect((await there.where(begun.id)).body.received).toBe(2 * MB)
    for (let at = 2 * MB; at < bytes.length; at += 4 * MB)
      await there.piece(begun.id, at, bytes.subarray(at, at + 4 * MB))
    const { status, body: file } = await there.done(begun.id)
    expect([status, file.type, file.size]).toEqual([200, 'pdf', bytes.length])
    expect((await me.done(begun.id)).body.id).toBe(file.id)
    expect((await me.where(begun.id)).body.file?.id).toBe(file.id)
    expect((await me.open(file.id)).body.equals(bytes)).toBe(true)
    await other.close()
    // Nobody else knows of the upload.
    const stranger = await as(await world.aVolunteer())
    for (const answer of [
      await stranger.where(begun.id),
      await stranger.done(begun.id),
      await stranger.open(file.id),
    ])
      expect(answer.status).toBe(404)
    await sound()
  })

  test('a connection that breaks in the middle of a piece leaves nothing of it', async () => {
    const me = await mine()
    const staged = (await objects('staged')).length
    const { body: begun } = await me.begin('a.pdf', 400_000, 'project.paper')
    await app.listen({ port: 0, host: '127.0.0.1' }).catch(() => {})
    const { port } = app.server.address() as { port: number }
    const { connect } = await import('node:net')
    await new Promise<void>(resolve => {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => {}).on('close', () => resolve())
      void world.tokenOf(volunteer).then(token => {
        socket.write(
          `PUT /api/files/uploads/${begun.id}?at=0 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/octet-stream\r\nContent-Length: 400000\r\n\r\n`,
        )
        socket.write(bytesOf(200_000))
        setTimeout(() => socket.destroy(), 300)
      })
    })
    await expect.poll(async () => (await objects('staged')).length).toBe(staged)
    expect((await me.where(begun.id)).body.received).toBe(0)
  })

  test('two who send the same content at once keep it once; each has a file, and the last to go takes it along', async () => {
    const [one, two] = [await as(await world.aVolunteer()), await as(await world.aVolunteer())]
    const bytes = aPdf('the same for both')
    const before = await contents()
    const sent = await Promise.all([one, two, one, two].map(who => who.send('同一份.pdf', bytes)))
    expect(new Set(sent.map(answer => answer.body.id)).size).toBe(4)
    expect(await contents()).toBe(before + 1)
    const places = (await objects('contents')).length
    const [first, second, third, fourth] = sent.map(answer => answer.body) as [
      FileView,
      FileView,
      FileView,
      FileView,
    ]
    for (const [who, file] of [
      [one, first],
      [one, third],
      [two, second],
    ] as const)
      expect((await who.remove(file.id)).status).toBe(200)
    world.at(new Date(world.now().getTime() + 2 * DAY))
    await sweepFiles(world.ground)
    expect((await two.open(fourth.id)).body.equals(bytes)).toBe(true)
    expect((await one.open(fourth.id)).status).toBe(404)
    await two.remove(fourth.id)
    world.at(new Date(world.now().getTime() + 2 * DAY))
    await sweepFiles(world.ground)
    expect((await objects('contents')).length).toBeLessThan(places)
    await sound()
  })

  test('a content that is swept while somebody sends it anew is there in the end', async () => {
    const me = await mine()
    for (let round = 0; round < 6; round++) {
      const bytes = aPdf(`swept and sent ${round}`)
      const { body } = await me.send('a.pdf', bytes)
      await me.remove(body.id)
      world.at(new Date(world.now().getTime() + 2 * DAY))
      const [, again] = await Promise.all([sweepFiles(world.ground), me.send('a.pdf', bytes)])
      expect((await me.open(again.body.id)).body.equals(bytes)).toBe(true)
    }
    expect((await readAll(world.ground)).broken).toEqual([])
    await sound()
  })

  test('what was given up goes after a day, what was never attached after a week, what has its days when they are over', async () => {
    const me = await mine()
    const { body: left } = await me.begin('a.pdf', 1_000_000, 'project.paper')
    await me.piece(left.id, 0, bytesOf(500_000))
    const { body: free } = await me.send('frei.pdf', aPdf('free'))
    const made = await keepMade(world.ground, {
      name: '名单.xlsx',
      type: 'xlsx',
      subject: ownSubject(await session(volunteer)),
      keptDays: 3,
      bytes: (async function* () {
        yield anOfficeDocument('xlsx').subarray(0, 100)
        yield anOfficeDocument('xlsx').subarray(100)
      })(),
    })
    const { body, headers } = await me.open(made)
    expect(body.equals(anOfficeDocument('xlsx'))).toBe(true)
    expect(headers['content-disposition']).toContain(encodeURIComponent('名单.xlsx'))
    expect((await (await as(await world.aVolunteer())).open(made)).status).toBe(404)
    await sweepUploads(world.ground)
    expect((await me.where(left.id)).body.received).toBe(500_000)
    world.at(new Date(world.now().getTime() + 2 * DAY))
    expect(await sweepUploads(world.ground)).toBeGreaterThan(0)
    await sweepFiles(world.ground)
    expect([
      (await me.where(left.id)).status,
      (await me.open(free.id)).status,
      (await me.open(made)).status,
    ]).toEqual([404, 200, 200])
    world.at(new Date(world.now().getTime() + 2 * DAY))
    expect((await me.open(made)).status).toBe(404) // over, though not yet swept
    world.at(new Date(world.now().getTime() + 4 * DAY))
    await sweepFiles(world.ground)
    expect((await me.open(free.id)).status).toBe(404)
    const { rows } = await world.ground.database.pool.query(
      `select facts::json ->> 'why' as why from journal where kind = 'file.removed' and subject = any($1) order by subject`,
      [[`file:${made}`, `file:${free.id}`]],
    )
    expect(rows.map(row => row.why).sort()).toEqual(['over', 'unused'])
    // Objects that no row names go too, once they are older than a day by the store's own clock.
    await world.ground.store.put(
      `${world.ground.config.schema}/contents/ab/${'ab'.repeat(32)}`,
      one('stray'),
      5,
    )
    const later = new Date(Date.now() + 4 * DAY)
    expect(await strayObjects(world.ground, later)).toHaveLength(1)
    await sweepFiles(world.ground, later)
    expect(await strayObjects(world.ground, later)).toEqual([])
    await sound()
    expect(await objects('staged')).toEqual([])
  })

  test('a content that is gone or changed is found, and is not served as if it were whole', async () => {
    const me = await mine()
    const bytes = aPdf('will be changed')
    const { body: file } = await me.send('a.pdf', bytes)
    const { rows } = await world.ground.database.pool.query(
      `select encode(c.name, 'hex') as name, c.size from file f join file_content c on c.id = f.content_id where f.id = $1`,
      [file.id],
    )
    const path = `${world.ground.config.schema}/contents/${rows[0].name.slice(0, 2)}/${rows[0].name}`
    const stored: Uint8Array[] = []
    for await (const chunk of await world.ground.store.get(path)) stored.push(chunk)
    const whole = Buffer.concat(stored)
    const changed = Buffer.from(whole)
    changed[60] = (changed[60] ?? 0) ^ 1
    await world.ground.store.put(path, one(changed), changed.length)
    expect((await readAll(world.ground)).broken).toHaveLength(1)
    expect((await me.open(file.id)).body).toMatchObject({ code: 'file.damaged', status: 503 })
    await world.ground.store.remove(path)
    expect((await me.open(file.id)).body).toMatchObject({ code: 'file.damaged', status: 503 })
    const broken = (await verifyDistrict(world.ground)).filter(check => check.broken > 0)
    expect(broken.map(check => check.name)).toEqual(['every file has its content in the store, in its size'])
    await world.ground.store.put(path, one(whole), whole.length)
    expect((await me.open(file.id)).body.equals(bytes)).toBe(true)
    await sound()
  })

  test('no room left is said as 507, and nothing of it stays; with room again it goes on where it stood', async () => {
    const me = await mine()
    roomFor(2_500_000)
    const staged = (await objects('staged')).length
    const bytes = aLongPdf(3_000_000, 'full')
    const { body: begun } = await me.begin('预案.pdf', bytes.length, 'project.paper')
    expect((await me.piece(begun.id, 0, bytes.subarray(0, 2_000_000))).status).toBe(200)
    const refused = await me.piece(begun.id, 2_000_000, bytes.subarray(2_000_000))
    expect([refused.status, refused.body.code]).toEqual([507, 'file.store-full'])
    expect((await me.where(begun.id)).body.received).toBe(2_000_000)
    expect(await objects('staged')).toHaveLength(staged + 1)
    const small = await me.send('a.pdf', aPdf('no room'))
    expect(small.status).toBe(507)
    roomFor(Number.POSITIVE_INFINITY)
    await me.piece(begun.id, 2_000_000, bytes.subarray(2_000_000))
    expect((await me.done(begun.id)).body.size).toBe(bytes.length)
    expect(await objects('staged')).toHaveLength(staged)
    await sound()
  })

  test('one account sends so much a day, and no more', async () => {
    const me = await as(await world.aVolunteer())
    for (let n = 0; n < 20; n++) await me.begin('a.pdf', 50 * 1_048_576, 'project.paper')
    const over = await me.begin('a.pdf', 50 * 1_048_576, 'project.paper')
    expect([over.status, over.body.code]).toEqual([429, 'file.daily-bytes'])
    expect(over.headers['retry-after']).toBeDefined()
    expect((await me.begin('a.pdf', 1000, 'project.paper')).status).toBe(201) // what fits still goes
    for (let n = 0; n < 29; n++) await me.begin('a.pdf', 1000, 'project.paper')
    expect((await me.begin('a.pdf', 1000, 'project.paper')).status).toBe(429)
  })

  test('the papers of a project: its leader adds them while it is written, whoever sees the project sees them', async () => {
    const team = await world.aTeam()
    const project = await writeProject(world.ground, team.leader, world.aDraft(team.id))
    const subject = `project:${project}`
    const leader = await as(team.leader)
    const paper = anOfficeDocument('docx', '两人一组。')
    const { status, body: file } = await leader.send('安全预案.docx', paper, 'project.paper', subject)
    expect([status, file.kind, file.mayRemove]).toEqual([201, 'word', true])
    const clerk = await as(await world.aStaffMember('town-clerk'))
    expect((await clerk.list(subject)).body.files).toMatchObject([
      { id: file.id, name: '安全预案.docx', mayRemove: true },
    ])
    expect((await clerk.open(file.id)).body.equals(paper)).toBe(true)
    const stranger = await as(
      (
        await world.aTeam(
          world.book.all.find(it => it.level === 'community' && it.parentCode !== world.town.code),
        )
      ).leader,
    )
    const unknown = await stranger.open(999_999)
    for (const answer of [await stranger.open(file.id), await stranger.remove(file.id)])
      expect([answer.status, (answer.body as unknown as { detail: string }).detail]).toEqual([
        404,
        (unknown.body as unknown as { detail: string }).detail,
      ])
    expect((await stranger.list(subject)).body.files).toEqual([])
    expect((await stranger.send('x.pdf', aPdf(), 'project.paper', subject)).status).toBe(404)
    expect((await leader.send('x.pdf', aPdf(), 'record.evidence', subject)).status).toBe(404)
    // Published, its papers stand as they were reviewed.
    await world.ground.database.pool.query(`update project set state = 'published' where id = $1`, [project])
    expect((await leader.remove(file.id)).body).toMatchObject({ status: 409, code: 'file.closed' })
    expect((await leader.send('x.pdf', aPdf(), 'project.paper', subject)).body.code).toBe('file.closed')
    const data = await leader.call<{ files: unknown[] }>('GET', '/api/me/data')
    expect(JSON.stringify(data.body)).toContain('安全预案.docx')
  })

  test('of more than may be attached at once, exactly as many are', async () => {
    const person = await world.aVolunteer()
    const me = await as(person)
    const account = await session(person)
    const sent = await Promise.all(
      Array.from({ length: 9 }, (_, n) => me.send(`${n}.pdf`, aPdf(`many ${n}`))),
    )
    const outcomes = await Promise.allSettled(
      sent.map(({ body }) =>
        world.ground.transact(tx => attach(world.ground, tx, account, body.id, 'correction:4711')),
      ),
    )
    expect(outcomes.filter(one => one.status === 'fulfilled')).toHaveLength(6)
    expect(await filesOf(world.ground, account, 'correction:4711')).toEqual([]) // no such dispute: nobody sees them
    // Somebody else's are not attached for them.
    const [ninth] = sent
    await expect(
      world.ground.transact(tx =>
        attach(world.ground, tx, volunteer, ninth?.body.id ?? 0, 'correction:4712'),
      ),
    ).rejects.toMatchObject({ code: 'not-found' })
  })

  /** The principal as the server sees this person's token. */
  async function session(who: Principal): Promise<Principal> {
    return (await world.ground.sessions.ofBearer(await world.tokenOf(who))).principal
  }
})

async function* one(bytes: string | Buffer) {
  yield Buffer.from(bytes)
}

/** A PNG that says it is so wide and high; its pixels are never reached. */
function aHugePng(side: number): Buffer {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  png.writeUInt32BE(side, 16)
  png.writeUInt32BE(side, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}

test('a folder holds nothing that is half written, readable by its owner only', async () => {
  const world = await aWorld()
  const { app } = await world.house()
  await sender(app, await world.tokenOf(await world.aVolunteer())).send('a.pdf', aPdf())
  const folder = join(world.ground.config.dataFolder, 'files')
  const all = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(it => it.isFile())
  expect(all).toHaveLength(1)
  const path = join(all[0]?.parentPath ?? '', all[0]?.name ?? '')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readFileSync(path).includes('%PDF')).toBe(false)
  await app.close()
})
