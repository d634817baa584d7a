"""What an attacker would write where a word or an address belongs; each would set `window.pwned` if it ran."""

_RUN = "window.pwned=1"

MARKUP = [
    f"<script>{_RUN}</script>", f"<img src=x onerror={_RUN}>", f"<svg onload={_RUN}>", f"<svg><script>{_RUN}</script></svg>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>", f"<body onload={_RUN}>", f"<details open ontoggle={_RUN}>x</details>",
    f"<input autofocus onfocus={_RUN}>", f"<math><mtext></p><img src=x onerror={_RUN}>", f"</p></div><script>{_RUN}</script>",
    f"\"><script>{_RUN}</script>", f"'><img src=x onerror={_RUN}>", f"<video><source onerror={_RUN}></video>",
    f"<style>@import 'data:text/css,*{{}}';</style><img src=x onerror={_RUN}>", f"<template><script>{_RUN}</script></template>",
    f"<a href=\"javascript:{_RUN}\">x</a>", f"<form action=javascript:{_RUN}><button>x</button></form>",
    f"<object data=javascript:{_RUN}></object>", f"<embed src=javascript:{_RUN}>", f"<base href=javascript:{_RUN}//>",
    f"<meta http-equiv=refresh content='0;javascript:{_RUN}'>", f"<noscript><p title='</noscript><img src=x onerror={_RUN}>'>",
    f"<!--<img src='--><img src=x onerror={_RUN}>", f"<![CDATA[<script>{_RUN}</script>]]>", f"&lt;script&gt;{_RUN}&lt;/script&gt;",
    f"\u003cscript\u003e{_RUN}\u003c/script\u003e", f"<scr\x00ipt>{_RUN}</scr\x00ipt>", f"＜script＞{_RUN}＜/script＞",
    "{{constructor.constructor('window.pwned=1')()}}", "${window.pwned=1}", f"\"onmouseover=\"{_RUN}\" x=\"", f"' autofocus onfocus='{_RUN}",
    f"```<script>{_RUN}</script>```", f"**<img src=x onerror={_RUN}>**", f"`<svg onload={_RUN}>`", f"# <img src=x onerror={_RUN}>",
    f"- <img src=x onerror={_RUN}>", f"[<img src=x onerror={_RUN}>](https://site.example)", f"![x](x\" onerror=\"{_RUN})",
]

ADDRESSES = [
    f"javascript:{_RUN}", f"JaVaScRiPt:{_RUN}", f" javascript:{_RUN}", f"\tjava\tscript:{_RUN}", f"java\nscript:{_RUN}", f"\x01javascript:{_RUN}",
    f"javascript\u200b:{_RUN}", f"javascript&colon;{_RUN}", "javascript:%77indow.pwned=1", f"//javascript:{_RUN}", f"javascript://site.example/%0a{_RUN}",
    "data:text/html,<script>opener.pwned=1</script>", "data:text/html;base64,PHNjcmlwdD5vcGVuZXIucHduZWQ9MTwvc2NyaXB0Pg==", f"vbscript:{_RUN}",
    "blob:https://site.example/1", "file:///etc/passwd", "about:blank", f"feed:javascript:{_RUN}", f"view-source:javascript:{_RUN}",
    "intent://site.example#Intent;scheme=javascript;end", "ms-settings:privacy", "https://site.example/\" onmouseover=\"window.pwned=1",
    f"https://site.example/'><script>{_RUN}</script>", "https:javascript:window.pwned=1", "/relative", "#fragment", "",
]

LINKS = [f"[press]({address})" for address in ADDRESSES] + [f"<{address}>" for address in ADDRESSES[:5]]

STRINGS = MARKUP + ADDRESSES + LINKS

# Values of the wrong type, some shaped like a virtual node or a prototype's own key.
SHAPES = [
    None, 0, -1, 1e308, True, False, [], {}, [[]], [None], ["x", ["y"]], {"type": "script", "props": {"children": _RUN}},
    {"type": "img", "props": {"src": "x", "onerror": _RUN}, "key": None, "ref": None, "constructor": None},
    {"__proto__": {"pwned": 1}}, {"toString": _RUN}, {"nodeType": 1, "innerHTML": f"<img src=x onerror={_RUN}>"},
    {"length": 3, "0": "x"}, "x" * 20_000, "*" * 5_000, "[" * 5_000, "_" * 5_000, "`" * 4_999, "- " * 3_000, "http://" * 800, "\u202e\u2066", "\ud800",
]


def everywhere(value, address=None):
    """An `Answer` with `value` wherever a word may stand, and `address` (else `value`) wherever an address may."""
    url = value if address is None else address
    point = {"address": value, "lat": value, "lon": value}
    return {
        "text": value, "language": value, "kind": value, "notice": value, "confidence": value,
        "facts": [{"label": value, "value": value, "source": 0, "as_of": value, "freshness": value, "confirmed": value}] * 2,
        "sources": [{"title": value, "url": url, "as_of": value}] * 2,
        "suggestions": [{"title": value, "payload": value}, value],
        "cards": [{"id": value, "kind": value, "title": value, "subtitle": value, "lines": [value, value], "url": url,
                   "start": value, "end": value, "payload": value, **point}, value],
        "table": {"columns": [value, value], "rows": [[value, value], value]},
        "attachments": [{"type": "ics", "name": value, "content": value, **point}, {"type": value, "name": value, **point},
                        {"type": "location", "name": value, "lat": 48.8, "lon": 2.3, "address": value}],
    }
