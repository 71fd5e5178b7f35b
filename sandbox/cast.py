"""Who lives in the demonstration: several zones, two languages, every standing. All of them are made up."""

from sandbox.server import Sandbox


def populate(slack: Sandbox) -> frozenset[str]:
    """Fills the workspace with people and channels, invites the bot, and returns the admins' ids."""
    slack.member("ana", "Ana Silva", locale="en-CA", tz="America/Toronto", title="Service designer")
    slack.member("luc", "Luc Tremblay", locale="fr-CA", tz="America/Toronto", title="Développeur")
    slack.member("priya", "Priya Nair", locale="en-CA", tz="America/Vancouver", title="Data analyst")
    slack.member("noemie", "Noémie Roy", locale="fr-CA", tz="America/Moncton", title="Recherche utilisateur")
    slack.member("sam", "Sam Okafor", locale="en-GB", tz="Europe/London", title="Developer")
    slack.member("rosa", "Rosa Lindqvist", locale="en-CA", tz="America/St_Johns", title="Food bank coordinator")
    slack.member("jean", "Jean Gagnon", locale="fr-CA", tz="America/Toronto", title="Responsable, Le Relais")
    admin = slack.member("maya", "Maya Chen", locale="en-CA", tz="America/Toronto", admin=True, title="Programme admin")
    for name, topic in (
        ("general", "For everyone"),
        ("volunteering", "Opportunities to help"),
        ("hack-nights", "Every second Tuesday"),
    ):
        channel = slack.channel(name, topic=topic)
        if name != "general":
            slack.invite_bot(channel)
    return frozenset({admin.id})
