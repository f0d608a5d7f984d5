// developers.google.com/tag-platform/gtagjs. The yes is for counting: nothing for advertising is granted or stored.
kinds.google = {
  start (it) {
    window.dataLayer = window.dataLayer || []
    window.gtag = function () { dataLayer.push(arguments) }
    gtag('consent', 'default', { analytics_storage: 'granted', ad_storage: 'denied', ad_user_data: 'denied', ad_personalization: 'denied' })
    gtag('js', new Date())
    gtag('config', it.id, { allow_google_signals: false, allow_ad_personalization_signals: false })
    load(it.script)
  },
  send (event, to) {
    if (event === 'order') gtag('event', 'generate_lead', { lead_source: to })
    else gtag('event', 'select_content', { content_type: event, content_id: to })
  }
}
