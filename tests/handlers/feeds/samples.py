"""Feeds as they come, and as they do not."""

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Volunteer &amp; Co</title><link>https://example.org</link>
{items}
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Bénévoles</title><id>urn:x</id><updated>2026-11-23T10:00:00Z</updated>
<entry><title type="html">Map &lt;b&gt;the parks&lt;/b&gt;</title><id>urn:1</id><updated>2026-11-23T10:00:00Z</updated>
<link href="https://example.org/1"/>
<content type="html">&lt;p&gt;Walk&lt;/p&gt;&lt;p&gt;a park&lt;/p&gt;</content></entry>
</feed>"""
ICAL = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
X-WR-CALNAME:Hack nights
BEGIN:VTIMEZONE
TZID:America/Toronto
BEGIN:STANDARD
DTSTART:20241103T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
END:VTIMEZONE
{events}
END:VCALENDAR
"""
BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
<!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">
<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>Bomb</title>
<item><title>&g;</title><guid>1</guid><description>&x;</description></item></channel></rss>"""


def rss(*titles: str, text: str = "Something small") -> str:
    """Each item's id is its title's first word."""
    items = (
        f"<item><title>{title}</title><guid>{title.split()[0]}</guid><description>{text}</description></item>"
        for title in titles
    )
    return RSS.format(items="".join(items))


def event(uid: str, *lines: str) -> str:
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"))


def ical(*events: str) -> str:
    return ICAL.format(events="\n".join(events)).replace("\n", "\r\n")
