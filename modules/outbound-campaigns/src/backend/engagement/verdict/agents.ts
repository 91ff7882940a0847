/**
 * Who asks for a pixel or a link, by what it calls itself. Patterns of our own, as few as make a difference; names that
 * only some versions send are among them.
 */

export interface Agent {
  name: string
  pattern: RegExp
}

/** Look at mails before anybody reads them, or at links before anybody follows them. */
export const SCANNERS: readonly Agent[] = [
  {
    name: 'Microsoft Defender',
    pattern: /safelinks|microsoft.?defender|office ?365.?(?:atp|defender)|EOP-?URL|msoid/i
  },
  {
    name: 'Microsoft Office',
    pattern: /Microsoft Office (?:Existence|Protocol) Discovery|Microsoft-WebDAV-MiniRedir/i
  },
  { name: 'Mimecast', pattern: /mimecast/i },
  { name: 'Proofpoint', pattern: /proofpoint|urldefense/i },
  { name: 'Barracuda', pattern: /barracuda/i },
  { name: 'Cisco Secure Email', pattern: /ironport|cisco-?secure-?email|cisco (?:secure )?esa|talos/i },
  { name: 'Trend Micro', pattern: /trend ?micro|\btmes\b|tmufe/i },
  { name: 'Symantec', pattern: /symantec|messagelabs|\bSMG\b/i },
  { name: 'Sophos', pattern: /sophos/i },
  { name: 'Fortinet', pattern: /forti(?:mail|guard|sandbox|gate)/i },
  { name: 'Check Point', pattern: /check ?point|avanan/i },
  { name: 'Forcepoint', pattern: /forcepoint|websense/i },
  { name: 'Trellix', pattern: /trellix|fireeye|mcafee|skyhigh/i },
  { name: 'Vade', pattern: /\bvade|hornetsecurity|retarus/i },
  { name: 'Zscaler', pattern: /zscaler|netskope|menlo ?security/i },
  { name: 'Bitdefender', pattern: /bitdefender|kaspersky|f-secure|withsecure/i },
  { name: 'SpamTitan', pattern: /spamtitan|libraesva|spamassassin|rspamd|mailscanner|n-able mail/i },
  {
    name: 'URL scanner',
    pattern:
      /virustotal|urlscan|phishtank|safebrowsing|google-safety|link ?check|url ?check|\bscan(?:ner)?\b/i
  }
]

/** Programs without a person before them. Cubot makes telephones. */
export const ROBOTS: readonly Agent[] = [
  {
    name: 'Link preview',
    pattern:
      /facebookexternal|slackbot|slack-imgproxy|twitterbot|telegrambot|discordbot|linkedinbot|skypeuripreview|bingpreview|url preview|linkexpanding|whatsapp\/|applebot|embedly|iframely|vkshare/i
  },
  {
    name: 'Crawler',
    pattern:
      /(?<!cu)bots?\b|crawl|spider|slurp|archiver|monitor(?:ing)?\b|uptime|pingdom|lighthouse|feed(?:fetcher|burner)/i
  },
  {
    name: 'Headless browser',
    pattern: /headless|phantomjs|puppeteer|playwright|selenium|webdriver|slimerjs|htmlunit/i
  },
  {
    name: 'Program',
    pattern:
      /^(?:curl|wget|python|java|go-http|okhttp|axios|node|got|libwww|lwp|ruby|perl|php|guzzle|apache-?http|jetty|aiohttp|httpx?|http_request|undici|reqwest|lua|postman|insomnia|powershell|windowspowershell|winhttp|microsoft (?:windows network|bits)|dart|scrapy|colly|typhoeus|faraday|restsharp|jersey|unirest)\b/i
  },
  {
    name: 'Program',
    pattern: /python-(?:requests|urllib|httpx)|go-http-client|apache-httpclient|libcurl|winhttp/i
  }
]

/** Load the images of a mail in place of whoever opens it, when they open it. */
export const IMAGE_PROXIES: readonly Agent[] = [
  { name: 'Gmail', pattern: /GoogleImageProxy|via ggpht\.com/i },
  { name: 'Yahoo Mail', pattern: /YahooMailProxy/i }
]

/** Apple's servers, which load the images of every mail as soon as it arrives, give nothing but this. */
export const APPLE_PRIVACY_AGENT = 'Mozilla/5.0'

export const nameOf = (agents: readonly Agent[], userAgent: string): string | null =>
  agents.find(({ pattern }) => pattern.test(userAgent))?.name ?? null
