/*
 * 网站触点采集:浏览路径、前台停留、来源页。复制到网页 <head>:
 *   <script async src="https://hub.example.cn/collect.js" data-key="写入密钥"></script>
 *
 * data-key      required: the write key of a source of kind "web"
 * data-consent  "required" waits for zhongshu.consent() before anything is stored or sent
 *
 * zhongshu.identify({ phone, email, account, unionid, openid }, { name, company })
 * zhongshu.track('提交询盘', { product: 'A-1' })
 * zhongshu.anonymous(), zhongshu.visit()   for forms that post to /v1/inquiries
 */
;(function () {
  'use strict'
  var script = document.currentScript
  if (!script || window.zhongshu) return
  var key = script.getAttribute('data-key')
  var url = new URL('/collect?key=' + encodeURIComponent(key || ''), script.src).href
  var allowed = script.getAttribute('data-consent') !== 'required'
  var visitEnds = 30 * 60 * 1000
  var who = {}
  var page = null
  var waiting = []

  function id() {
    if (window.crypto && crypto.randomUUID) return crypto.randomUUID()
    return (
      Date.now().toString(36) +
      '-' +
      Math.random().toString(36).slice(2) +
      Math.random().toString(36).slice(2)
    )
  }
  // A page in a sandbox has no storage; then it is a new visitor each time.
  function recall(name) {
    try {
      return localStorage.getItem(name)
    } catch (e) {
      return null
    }
  }
  function remember(name, value) {
    try {
      localStorage.setItem(name, value)
    } catch (e) {
      /* kept for this page only */
    }
    return value
  }
  function anonymous() {
    if (!allowed) return ''
    return (who.anonymous = who.anonymous || recall('zhongshu.id') || remember('zhongshu.id', id()))
  }
  function visit() {
    if (!allowed) return ''
    var now = Date.now()
    var known = (recall('zhongshu.visit') || '').split('|')
    var current = known[0] && now - Number(known[1]) < visitEnds ? known[0] : id()
    remember('zhongshu.visit', current + '|' + now)
    return current
  }

  function send(touchpoints) {
    var body = JSON.stringify({ sentAt: Date.now(), touchpoints: touchpoints })
    if (navigator.sendBeacon && navigator.sendBeacon(url, body)) return
    fetch(url, {
      method: 'POST',
      body: body,
      keepalive: true,
      headers: { 'Content-Type': 'text/plain' },
    }).catch(function () {
      if (waiting.length < 100) waiting = waiting.concat(touchpoints)
    })
  }
  function tell(touchpoint) {
    touchpoint.id = touchpoint.id || id()
    touchpoint.at = touchpoint.at || Date.now()
    if (!allowed) {
      if (waiting.length < 100) waiting.push(touchpoint)
      return
    }
    anonymous()
    touchpoint.who = Object.assign({}, who)
    touchpoint.visit = visit()
    var all = waiting.concat([touchpoint])
    waiting = []
    send(all)
  }

  function enter(before) {
    page = {
      path: location.pathname,
      title: document.title,
      foreground: 0,
      since: document.hidden ? 0 : Date.now(),
      visit: visit(),
    }
    tell({
      verb: 'viewed',
      object: { type: 'page', id: page.path, name: page.title },
      properties: { referrer: before ? location.origin + before : document.referrer, query: location.search },
    })
  }
  function pause() {
    if (page && page.since) {
      page.foreground += Date.now() - page.since
      page.since = 0
    }
  }
  function leave() {
    pause()
    if (!page || !page.foreground) return
    var seconds = Math.min(page.foreground, 86400000) / 1000
    page.foreground = 0
    // Half an hour of reading is not half an hour of silence: the visit is the one the page was opened in.
    if (page.visit) remember('zhongshu.visit', page.visit + '|' + Date.now())
    tell({ verb: 'left', object: { type: 'page', id: page.path, name: page.title }, dwellSeconds: seconds })
  }
  // Told on every hiding, each with the seconds since the last one: a tab in the background may never come back.
  document.addEventListener('visibilitychange', function () {
    if (document.hidden) leave()
    else if (page && !page.since) page.since = Date.now()
  })
  window.addEventListener('pagehide', leave)
  window.addEventListener('pageshow', function (e) {
    if (e.persisted && page && !page.since) page.since = Date.now()
  })

  // Single-page sites change the address without loading a page.
  function moved() {
    if (!page || location.pathname === page.path) return
    var before = page.path
    leave()
    page = null
    // The title of the new page is set after its address.
    setTimeout(function () {
      if (!page) enter(before)
    }, 0)
  }
  ;['pushState', 'replaceState'].forEach(function (name) {
    var original = history[name]
    history[name] = function () {
      var result = original.apply(this, arguments)
      moved()
      return result
    }
  })
  window.addEventListener('popstate', moved)

  window.zhongshu = {
    anonymous: anonymous,
    visit: visit,
    consent: function () {
      if (allowed) return
      allowed = true
      anonymous()
      var all = waiting
      waiting = []
      all.forEach(function (one) {
        one.who = Object.assign({}, who)
        one.visit = visit()
      })
      if (all.length) send(all)
    },
    identify: function (ids, profile) {
      Object.assign(who, ids)
      tell({
        verb: 'identified',
        object: {
          type: 'customer',
          id: String(ids.account || ids.unionid || ids.phone || ids.email || 'me'),
        },
        profile: profile || {},
      })
    },
    track: function (name, properties) {
      tell({
        event: String(name),
        properties: Object.assign({ path: location.pathname, title: document.title }, properties),
      })
    },
  }
  enter('')
})()
