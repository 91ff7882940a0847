import { APPLE_PRIVACY_AGENT, IMAGE_PROXIES, nameOf, ROBOTS, SCANNERS, type Agent } from './agents'

export type Device = 'desktop' | 'phone' | 'tablet'

export interface Client {
  /** null: it didn't say, or nothing that is known. */
  client: string | null
  device: Device | null
}

/** The first that fits: each of these also calls itself what stands below it. */
const PROGRAMS: readonly Agent[] = [
  { name: 'Outlook', pattern: /Microsoft Outlook|MSOffice|ms-office|Outlook-(?:iOS|Android)|OutlookMobile/i },
  { name: 'Thunderbird', pattern: /Thunderbird\//i },
  { name: 'Samsung Email', pattern: /SamsungEmail|Samsung Email/i },
  { name: 'Edge', pattern: /\bEdg(?:e|A|iOS)?\//i },
  { name: 'Opera', pattern: /\bOPR\/|Opera/i },
  { name: 'Samsung Internet', pattern: /SamsungBrowser\//i },
  { name: 'Firefox', pattern: /Firefox\/|FxiOS\//i },
  { name: 'Chrome', pattern: /Chrome\/|CriOS\//i },
  { name: 'Safari', pattern: /Version\/[\d.]+.*Safari\//i },
  // The mail program of macOS and iOS shows pages as Safari does, and doesn't say that it is Safari.
  {
    name: 'Apple Mail',
    pattern: /(?:Macintosh|iPhone|iPad).*AppleWebKit\/[\d.]+ \(KHTML, like Gecko\)(?!.*Safari)/i
  },
  { name: 'Internet Explorer', pattern: /MSIE |Trident\//i }
]

/** What somebody reads with, as far as the user agent says it. Of a proxy or scanner: its name, and no device. */
export const clientOf = (userAgent: string): Client => {
  if (userAgent === APPLE_PRIVACY_AGENT) return { client: 'Apple Mail', device: null }
  const between = nameOf([...IMAGE_PROXIES, ...SCANNERS, ...ROBOTS], userAgent)
  if (between !== null) return { client: between, device: null }
  return { client: nameOf(PROGRAMS, userAgent), device: deviceOf(userAgent) }
}

const deviceOf = (userAgent: string): Device | null => {
  if (/iPad|Tablet|Android(?!.*Mobile)|Kindle|Silk\//i.test(userAgent)) return 'tablet'
  if (/iPhone|iPod|Android.*Mobile|Windows Phone|Mobile.*Firefox|Outlook-(?:iOS|Android)/i.test(userAgent))
    return 'phone'
  if (/Windows NT|Macintosh|X11|CrOS|Linux x86/i.test(userAgent)) return 'desktop'
  return null
}
