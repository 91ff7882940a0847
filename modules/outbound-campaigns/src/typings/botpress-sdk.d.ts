/**
 * The part of Botpress v12's SDK that this module uses, shaped as v12.31 shapes it.
 * Botpress types its payloads and configurations `any`; here they are `unknown`, so that whoever reads one checks it.
 * Nothing of `botpress/sdk` may be imported as a value but through the `bp` that the lifecycle functions are given:
 * requiring it while the entry is loaded would tie the module to the process that loads it.
 */
declare module 'botpress/sdk' {
  import type { Request, Response, NextFunction, Router } from 'express'
  import type { Knex } from 'knex'

  // ── Module entry ──────────────────────────────────────────────────────────────────────────────────────────────────

  type Bp = typeof import('botpress/sdk')

  export interface ModuleEntryPoint {
    definition: ModuleDefinition
    translations?: Record<string, object>
    /** Called once the core is initialised. A throw skips the module. */
    onServerStarted?: (bp: Bp) => Promise<void>
    /** Called once every module is initialised. */
    onServerReady?: (bp: Bp) => Promise<void>
    /** A throw makes the whole bot unmountable. */
    onBotMount?: (bp: Bp, botId: string) => Promise<void>
    onBotUnmount?: (bp: Bp, botId: string) => Promise<void>
    /** Called before a reload, after onBotUnmount for each bot. */
    onModuleUnmount?: (bp: Bp) => Promise<void>
  }

  export interface ModuleDefinition {
    name: string
    fullName?: string
    plugins?: Array<{ entry: 'WebBotpressUIInjection'; position: 'overlay' }>
    noInterface?: boolean
    moduleView?: { stretched: boolean }
    /** A Blueprint icon name, or a file in assets: `studio_<name>` and `admin_<name>` are looked for. */
    menuIcon?: string
    menuText?: string
    homepage?: string
    experimental?: boolean
    workspaceApp?: { bots?: boolean; global?: boolean }
  }

  // ── Database ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** What Botpress adds to its knex. `date`, `bool` and `json` are left out: they hide which database is beneath. */
  export interface KnexExtension {
    isLite: boolean
    location: string
    createTableIfNotExists(
      tableName: string,
      callback: (table: Knex.CreateTableBuilder) => void
    ): Promise<boolean>
  }

  export type KnexExtended = Knex & KnexExtension

  export const database: KnexExtended

  // ── Logger ────────────────────────────────────────────────────────────────────────────────────────────────────────

  export interface Logger {
    forBot(botId: string): this
    attachError(error: unknown): this
    debug(message: string, metadata?: unknown): void
    info(message: string, metadata?: unknown): void
    warn(message: string, metadata?: unknown): void
    error(message: string, metadata?: unknown): void
    critical(message: string, metadata?: unknown): void
  }

  export const logger: Logger

  // ── HTTP ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  export type RouterCondition = boolean | ((req: Request) => boolean)

  export interface RouterOptions {
    /** Default true. */
    checkAuthentication?: RouterCondition
    /** When true, GET and OPTIONS need `read`, everything else `write`; else everything needs `write`. */
    checkMethodPermissions?: RouterCondition
    /** Default true. Switches the parser off for the whole module's path, not for this router alone. */
    enableJsonBodyParser?: RouterCondition
    /** Default true. As above. */
    enableUrlEncoderBodyParser?: RouterCondition
  }

  export interface AxiosBotConfig {
    baseURL: string
    headers: { 'CSRF-Token'?: string; Authorization?: string; 'X-BP-Workspace'?: string }
  }

  export namespace http {
    export type RouterExtension = { getPublicPath(): Promise<string> } & Router
    export function createShortLink(name: string, destination: string, params?: unknown): void
    export function deleteShortLink(name: string): void
    export function createRouterForBot(routerName: string, options?: RouterOptions): RouterExtension
    export function deleteRouterForBot(routerName: string): void
    export function getAxiosConfigForBot(
      botId: string,
      options?: { localUrl?: boolean; studioUrl?: boolean }
    ): Promise<AxiosBotConfig>
    export function needPermission(
      operation: string,
      resource: string
    ): (req: Request, res: Response, next: NextFunction) => Promise<void>
    export function hasPermission(
      req: Request,
      operation: string,
      resource: string,
      noAudit?: boolean
    ): Promise<boolean>
  }

  // ── Events ────────────────────────────────────────────────────────────────────────────────────────────────────────

  export namespace IO {
    export type EventDirection = 'incoming' | 'outgoing' | 'internal'

    export interface EventDestination {
      readonly channel: string
      /** Who receives the message. From the messaging server: a UUID, never a phone number. */
      readonly target: string
      readonly botId: string
      /** The conversation's UUID where the messaging server made the event. */
      readonly threadId?: string
    }

    export interface Event extends EventDestination {
      readonly id: string
      readonly messageId?: string
      readonly type: string
      readonly direction: EventDirection
      readonly payload: unknown
      readonly preview: string
      readonly createdOn: Date
      readonly credentials?: unknown
      hasFlag(flag: symbol): boolean
      setFlag(flag: symbol, value: boolean): void
    }

    export interface EventState {
      /** User attributes: kept with the user. */
      user: Record<string, unknown>
      /** Kept for the session. */
      session: Record<string, unknown>
      /** Kept until the flow ends. */
      temp: Record<string, unknown>
      bot: Record<string, unknown>
    }

    export interface IncomingEvent extends Event {
      state: EventState
    }

    export interface EventCtorArgs {
      type: string
      channel: string
      target: string
      direction: EventDirection
      payload: unknown
      botId: string
      preview?: string
      threadId?: string
      messageId?: string
      incomingEventId?: string
    }

    /** An error first, `true` second to swallow the event, `true` third to mark the middleware as skipped. */
    export type MiddlewareNextCallback = (error?: Error | null, swallow?: boolean, skipped?: boolean) => void
    export type MiddlewareHandler = (event: Event, next: MiddlewareNextCallback) => void

    export interface MiddlewareDefinition {
      name: string
      description: string
      order: number
      direction: EventDirection
      handler: MiddlewareHandler
      /** How long the chain waits for `next`: '500ms', '2s' (the default), '5m'. */
      timeout?: string
    }

    export namespace WellKnownFlags {
      export const SKIP_DIALOG_ENGINE: symbol
      export const SKIP_QNA_PROCESSING: symbol
      export const SKIP_NATIVE_NLU: symbol
      export const FORCE_PERSIST_STATE: symbol
    }

    export const Event: (args: EventCtorArgs) => Event
  }

  export namespace events {
    export function registerMiddleware(middleware: IO.MiddlewareDefinition): void
    export function removeMiddleware(middlewareName: string): void
    export function sendEvent(event: IO.Event): Promise<void>
    export function replyToEvent(
      destination: IO.EventDestination,
      payloads: unknown[],
      incomingEventId?: string
    ): Promise<void>
  }

  // ── Realtime ──────────────────────────────────────────────────────────────────────────────────────────────────────

  export class RealTimePayload {
    readonly eventName: string
    readonly payload: unknown
    constructor(eventName: string, payload: unknown)
    static forVisitor(visitorId: string, eventName: string, payload: unknown): RealTimePayload
    /** Reaches every administrator's socket, whatever the bot: carries no personal data. */
    static forAdmins(eventName: string, payload: unknown): RealTimePayload
  }

  export namespace realtime {
    export function sendPayload(payload: RealTimePayload): void
  }

  // ── Bots, users, configuration ────────────────────────────────────────────────────────────────────────────────────

  export interface BotConfig {
    id: string
    name: string
    description?: string
    disabled?: boolean
    private?: boolean
    defaultLanguage: string
    languages: string[]
    messaging?: { channels: Record<string, unknown> }
  }

  export namespace bots {
    export function getAllBots(): Promise<Map<string, BotConfig>>
    export function getBotById(botId: string): Promise<BotConfig | undefined>
  }

  export interface User {
    id: string
    channel: string
    createdOn: Date
    updatedOn: Date
    attributes: Record<string, unknown>
  }

  export namespace users {
    export function getOrCreateUser(
      channel: string,
      userId: string,
      botId?: string
    ): Promise<{ created: boolean; result: User }>
    /** Merges into the user's attributes. */
    export function updateAttributes(
      channel: string,
      userId: string,
      attributes: Record<string, unknown>
    ): Promise<void>
    export function setAttributes(
      channel: string,
      userId: string,
      attributes: Record<string, unknown>
    ): Promise<void>
    export function getAttributes(channel: string, userId: string): Promise<Record<string, unknown>>
  }

  export namespace config {
    export function getModuleConfig(moduleId: string): Promise<unknown>
    export function getModuleConfigForBot(
      moduleId: string,
      botId: string,
      ignoreGlobal?: boolean
    ): Promise<unknown>
    export function getBotpressConfig(): Promise<unknown>
  }

  // ── Files, keys, locks ────────────────────────────────────────────────────────────────────────────────────────────

  export interface ListenHandle {
    remove(): void
  }

  export interface ScopedGhostService {
    upsertFile(rootFolder: string, file: string, content: string | Buffer): Promise<void>
    readFileAsBuffer(rootFolder: string, file: string): Promise<Buffer>
    readFileAsString(rootFolder: string, file: string): Promise<string>
    readFileAsObject<T>(rootFolder: string, file: string): Promise<T>
    deleteFile(rootFolder: string, file: string): Promise<void>
    directoryListing(rootFolder: string, fileEndingPattern: string): Promise<string[]>
    fileExists(rootFolder: string, file: string): Promise<boolean>
    onFileChanged(callback: (filePath: string) => void): ListenHandle
  }

  export namespace ghost {
    export function forBot(botId: string): ScopedGhostService
    export function forBots(): ScopedGhostService
    export function forGlobal(): ScopedGhostService
    export function forRoot(): ScopedGhostService
  }

  export interface KvsService {
    get(key: string, path?: string): Promise<unknown>
    /** `expiry` such as '10m', '1d', '30 days'. */
    set(key: string, value: unknown, path?: string, expiry?: string): Promise<void>
    delete(key: string): Promise<void>
    exists(key: string): Promise<boolean>
  }

  export namespace kvs {
    export function forBot(botId: string): KvsService
    export function global(): KvsService
  }

  export interface RedisLock {
    unlock(): Promise<void>
    extend(duration: number): Promise<void>
  }

  export namespace distributed {
    /** In the community edition: in this process's memory, undefined when somebody else holds it. */
    export function acquireLock(resource: string, duration: number): Promise<RedisLock | undefined>
    export function clearLock(resource: string): Promise<boolean>
    /** In the community edition: `fn` itself. */
    export function broadcast<A extends unknown[], R>(fn: (...args: A) => R): Promise<(...args: A) => R>
  }

  // ── Messaging ─────────────────────────────────────────────────────────────────────────────────────────────────────

  export interface Endpoint {
    channel: string | { name: string; version: string }
    /** The bot's own address on the channel: its number. */
    identity: string
    /** The person's address on the channel: their number. */
    sender: string
    thread: string
  }

  export interface Conversation {
    id: string
    clientId: string
    userId: string
    createdOn: Date
  }

  export interface Message {
    id: string
    conversationId: string
    authorId: string | undefined
    sentOn: Date
    payload: unknown
  }

  export interface MessagingClient {
    readonly clientId: string
    getConversation(id: string): Promise<Conversation | undefined>
    listConversations(userId: string, limit?: number): Promise<Conversation[]>
    listMessages(conversationId: string, limit?: number): Promise<Message[]>
    createMessage(conversationId: string, authorId: string | undefined, payload: unknown): Promise<Message>
    /** The same endpoint always answers the same conversation. */
    mapEndpoint(endpoint: Endpoint): Promise<string>
    listEndpoints(conversationId: string): Promise<Endpoint[]>
  }

  export namespace messaging {
    export function forBot(botId: string): MessagingClient
  }

  export const version: string
}
