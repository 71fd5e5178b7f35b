"""Who lives in the demonstration: several zones, two languages, every standing. All of them are made up."""

from sandbox.server import Sandbox


def populate(slack: Sandbox, welcome: str) -> frozenset[str]:
    """Fills the workspace with people and channels and invites the bot; the admins' ids.

    `welcome` is what the admin says first, in #volunteering.
    """
    slack.member("ana", "Ana Silva", locale="en-CA", tz="America/Toronto", title="Service designer")
    slack.member("luc", "Luc Tremblay", locale="fr-CA", tz="America/Toronto", title="Développeur")
    slack.member("priya", "Priya Nair", locale="en-CA", tz="America/Vancouver", title="Data analyst")
    slack.member("noemie", "Noémie Roy", locale="fr-CA", tz="America/Moncton", title="Recherche utilisateur")
    slack.member("sam", "Sam Okafor", locale="en-GB", tz="Europe/London", title="Developer")
    slack.member("rosa", "Rosa Lindqvist", locale="en-CA", tz="America/St_Johns", title="Food bank coordinator")
    slack.member("jean", "Jean Gagnon", locale="fr-CA", tz="America/Toronto", title="Responsable, Le Relais")
    admin = slack.member("maya", "Maya Chen", locale="en-CA", tz="America/Toronto", admin=True, title="Programme admin")
    for name, topic in (
        ("volunteering", "Opportunities to help"),
        ("hack-nights", "Every second Tuesday"),
    ):
        channel = slack.channel(name, topic=topic)
        slack.invite_bot(channel)
    admin.types("volunteering", welcome)
    return frozenset({admin.id})
